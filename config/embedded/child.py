"""Starts a command that ends when its parent does, as another user where that is asked.

This file is also the small program in between: it runs by its path, without site-packages,
so it imports nothing of ours. (`preexec_fn` would fork a process that may hold threads.)
"""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1


def start(
    command: Sequence[str | Path],
    *,
    user: str | None = None,
    on_parent_death: signal.Signals = signal.SIGTERM,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    output: IO[bytes] | int = subprocess.DEVNULL,
    inherited: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, so that a Ctrl-C reaches only the supervisor.

    Call it from the main thread: Linux counts the thread that started a child as its parent.
    """
    return subprocess.Popen(
        [*_through_this_file(user, on_parent_death), "exec", *map(str, command)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=env,
        cwd=cwd,
        start_new_session=True,
        pass_fds=inherited,
    )


def may_run(paths: Sequence[Path], *, user: str | None) -> bool:
    """Whether `user` (None: who we are) can read each of `paths`, and enter or execute it."""
    return _asked("may-run", paths, user)


def may_enter(folder: Path, *, user: str | None) -> bool:
    """Whether `user` can reach what lies in `folder`, even where its list is closed to them."""
    return _asked("may-enter", [folder], user)


def _asked(verb: str, paths: Sequence[Path], user: str | None) -> bool:
    command = [*_through_this_file(user, signal.SIGKILL), verb, *map(str, paths)]
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0


def _through_this_file(user: str | None, on_parent_death: signal.Signals) -> list[str]:
    program = [sys.executable, "-I", "-S", str(Path(__file__).resolve())]
    return [*program, str(os.getpid()), str(int(on_parent_death)), user or "-"]


def _become(user: str) -> None:
    person = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(person.pw_gid)
    os.setuid(person.pw_uid)


def _end_with_parent(parent: int, number: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit(0)


def main(arguments: list[str]) -> int:
    """Take the parent's id, the signal, the user, the verb and the command or paths."""
    parent, number, user, verb, *rest = arguments
    if user != "-":
        try:
            _become(user)
        except (KeyError, OSError) as error:
            sys.stderr.write(f"This machine does not let us become the user {user}: {error}\n")
            return 126
    # After the change of user, because that change clears the request.
    _end_with_parent(int(parent), int(number))
    if verb != "exec":
        wanted = {"may-run": os.R_OK | os.X_OK, "may-enter": os.X_OK}[verb]
        return 0 if all(os.access(path, wanted) for path in rest) else 1
    os.umask(0o077)
    try:
        os.execv(rest[0], rest)  # noqa: S606 a command by its path, no shell
    except OSError as error:
        sys.stderr.write(f"{rest[0]} cannot be run: {error.strerror}\n")
        return 127


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
