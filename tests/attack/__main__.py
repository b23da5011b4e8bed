"""Attack a product with wapiti: as a visitor, as a member, as a coordinator.

The product is started for it, with the demonstration world, its own folder and port; the scanner
reaches it through a gate on 127.0.0.1 that counts and leads nowhere else. It ends with 1 where
something was found that stands on no line of `allowed.txt`, where the product answered 500 or more,
or where a session did not outlive the scan.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from tests.attack import table
from tests.attack.gate import Gate
from tests.browser.running import Running

ROOT = Path(__file__).resolve().parents[2]
SCANNER = ROOT / "var/attack/venv/bin/wapiti"
ROLES = ("visitor", "member", "coordinator")
# What asks only what is asked here: no list to be fetched, no name to be resolved, no other server.
# With a plus those that need one another: what one has sent, the other looks for.
MODULES = (
    "cookieflags", "csp", "http_headers", "csrf", "methods", "htaccess", "backup", "redirect",
    "crlf", "shellshock", "file", "exec", "sql", "ldap", "xss+permanentxss", "upload",
)  # fmt: skip
# What would end the scan's own session or account, or move the world's clock.
EXCLUDED = (
    "sign-out/*", "exit/*", "elsewhere/*", "demo/*", "account/erase/*", "account/freeze/*",
    "account/sessions/*", "account/address/*", "committees/*/leave/*", "committees/*/dissolve/*",
)  # fmt: skip
SKIPPED = ("csrfmiddlewaretoken", "stamp")
CRAWL_SECONDS, STARTS = 120, 220


def main() -> int:
    """Start the product, scan it as each role, say what was found."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seconds", type=int, default=60, help="for each module as each role")
    given.add_argument("--roles", default=",".join(ROLES))
    given.add_argument("--modules", default=",".join(MODULES))
    options = given.parse_args()
    if not SCANNER.exists():
        print(f"{SCANNER.relative_to(ROOT)} is missing: run `make attack`.")
        return 2
    with tempfile.TemporaryDirectory(prefix="rank-and-file-attack-") as folder:
        Path(folder).chmod(0o711)  # root's database runs as somebody else, who must enter
        running = Running(Path(folder) / "var", world=True)
        try:
            running.start(seconds=600)
            return _attack(running, Path(folder), options)
        finally:
            running.interrupt()


def _attack(running: Running, folder: Path, options: argparse.Namespace) -> int:
    roles = options.roles.split(",")
    world = json.loads(running.manage("-W", "ignore", "-m", "tests.browser.world", *roles))
    known = table.allowed(table.ALLOWED.read_text())
    gate, ran, ended = Gate(running.port), [], []
    began = time.monotonic()
    for role in roles:
        seen = world["roles"][role]
        scan = Scan(running, gate, folder / role, world["cookie"], seen, options.seconds)
        print(f"{role}: {scan.crawl()} requests to look around", flush=True)
        for module in options.modules.split(","):
            ran.append(scan.attack(role, module))
            print(f"{role}: {module}: {ran[-1].requests} requests", flush=True)
        if role != "visitor" and not scan.is_signed_in():
            ended.append(role)
    gate.close()
    failures = running.manage(
        "manage.py", "shell", "-v", "1", "-c",
        "from notices.models import Failure; print(Failure.objects.count())",
    )  # fmt: skip
    tracebacks = running.said.read_text(errors="replace").count("Traceback (most recent")
    failures = failures.split()[-1]  # after what the shell says of itself
    print(f"\n{table.table(ran, known)}\n")
    print(f"{gate.requests} requests in {(time.monotonic() - began) / 60:.0f} minutes, all to")
    print(f"127.0.0.1; {sum(gate.outside.values())} to another address, refused: {[*gate.outside]}")
    print(f"Answers: {dict(sorted(gate.statuses.items()))}")
    print(f"Errors in the product's log: {tracebacks}; failures on the operator's page: {failures}")
    for line in gate.broken[:50]:
        print(f"BROKEN {line[:300]}")
    faults = table.faults(ran, known)
    for one in faults:
        print(f"FOUND {one.module} · {one.name} · {one.method} {one.path} · {one.info[:300]}")
    for idle in table.idle(ran, known):
        print(f"Not needed any more: {idle.module} · {idle.name} · {idle.path}")
    for role in ended:
        print(f"ENDED the session of the {role} did not outlive the scan")
    return 1 if faults or gate.broken or ended or tracebacks or int(failures) else 0


class Scan:
    """One role's session in the scanner."""

    def __init__(
        self, running: Running, gate: Gate, folder: Path, cookie: str, seen: Any, seconds: int
    ) -> None:
        folder.mkdir()
        self.url, self.gate, self.folder, self.seconds = running.url, gate, folder, seconds
        self.cookie = f"{cookie}={seen['session']}" if seen["session"] else ""
        firsts = dict(reversed(seen["pages"]))  # the first page of each name
        self.starts = sorted(firsts.values())[:STARTS]
        self.config = ("--store-session", str(folder), "--store-config", str(folder))

    def crawl(self) -> int:
        """Open a page of each address, and follow what stands there; how many requests."""
        starts = [part for path in self.starts for part in ("-s", self.url + path)]
        before = self.gate.requests
        self._run(
            ["-m", "", "-d", "2", "--max-links-per-page", "20", "--max-files-per-dir", "10",
             "--max-scan-time", str(CRAWL_SECONDS), *starts], CRAWL_SECONDS + 60,
        )  # fmt: skip
        return self.gate.requests - before

    def attack(self, role: str, module: str) -> table.Ran:
        """One module on what was found; cut where its time is up."""
        before, out = self.gate.requests, self.folder / f"{module}.json"
        said = self.folder / "said"
        heard = len(said.read_text(errors="replace"))
        self._run(
            ["--skip-crawl", "--flush-attacks", "-m", module.replace("+", ","), "--max-attack-time",
             str(self.seconds), "-f", "json", "-o", str(out)], self.seconds + 90,
        )  # fmt: skip
        was_cut = "Max attack time was reached" in said.read_text(errors="replace")[heard:]
        report = json.loads(out.read_text()) if out.exists() else {}
        if not report:
            raise SystemExit(
                f"{module} left no report: {(self.folder / 'said').read_text()[-800:]}"
            )
        found = table.findings(module, report)
        return table.Ran(role, module, self.gate.requests - before, found, was_cut)

    def is_signed_in(self) -> bool:
        """Whether the session still opens the account's page."""
        asked = urllib.request.Request(f"{self.url}/account/", headers={"Cookie": self.cookie})
        with urllib.request.urlopen(asked) as answer:
            return bool(answer.geturl() == f"{self.url}/account/")

    def _run(self, words: list[str], patience: int) -> None:
        excluded = [part for path in EXCLUDED for part in ("-x", f"{self.url}/{path}")]
        skipped = [part for name in SKIPPED for part in ("--skip", name)]
        signed_in = ["-C", self.cookie] if self.cookie else []
        command = [
            str(SCANNER), "-u", f"{self.url}/", "--scope", "domain", "-p", self.gate.url,
            "--tasks", "4", "-t", "20", "--no-bugreport", "-v", "1",
            *self.config, *excluded, *skipped, *signed_in, *words,
        ]  # fmt: skip
        env = os.environ | {"HOME": str(self.folder)}
        with (self.folder / "said").open("a") as said:
            subprocess.run(
                command, stdout=said, stderr=said, env=env, timeout=patience, check=False
            )


if __name__ == "__main__":
    sys.exit(main())
