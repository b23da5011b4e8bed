"""The proof: every test passes first, and fails once what it shows is taken out."""

import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.safety.prove.removal import Change, NotFound, Removal
from tests.safety.prove.running import FAILED, PASSED, Outcome, Runner
from tests.safety.prove.tree import copied, narrow, without

Opened = Callable[[], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What became of a removal. `fault` says why it shows nothing; empty: its tests noticed."""

    removal: Removal
    fault: str
    noticed: str = ""


@dataclass
class Prover:
    """Two copies of the tree at most, each with servers of its own, which `opened` starts."""

    origin: Path
    opened: Opened
    narrowing: tuple[Change, ...] = ()
    at_once: int = 2
    said: Callable[[Shown], None] = lambda _shown: None
    runner: Callable[[Path, dict[str, str]], Runner] = Runner

    def prove(self, removals: Sequence[Removal]) -> list[Shown]:
        """Take out one after the other; those that change tables come last."""
        ordered = sorted(removals, key=lambda one: one.schema)
        with tempfile.TemporaryDirectory(prefix="prove-safety-") as folder:
            own, numbers = threading.local(), count()

            def runner() -> Runner:
                if not hasattr(own, "runner"):
                    own.runner = self._runner(Path(folder) / str(next(numbers)))
                made: Runner = own.runner
                return made

            with ThreadPoolExecutor(self.at_once) as pool:
                before: dict[str, Outcome] = {}
                groups = _groups(ordered, self.at_once)
                for found in pool.map(lambda tests: runner().run(tests), groups):
                    before |= found
                return list(pool.map(lambda one: self._shown(runner(), one, before), ordered))

    def _runner(self, folder: Path) -> Runner:
        folder.mkdir()
        tree = copied(self.origin, folder / "tree")
        narrow(self.narrowing, tree=tree)
        return self.runner(tree, {**self.opened(), "VAR_DIR": str(folder / "var")})

    def _shown(self, runner: Runner, removal: Removal, before: dict[str, Outcome]) -> Shown:
        shown = self._tried(runner, removal, before)
        self.said(shown)
        return shown

    def _tried(self, runner: Runner, removal: Removal, before: dict[str, Outcome]) -> Shown:
        for test in removal.tests:
            if before[test].word != PASSED:
                return Shown(removal, f"{test} {before[test].word} before: {before[test].words}")
        try:
            with without(removal, tree=runner.tree, origin=self.origin):
                after = runner.run(removal.tests, schema=removal.schema)
        except NotFound as fault:
            return Shown(removal, f"cannot be taken out: {fault}")
        for test, outcome in after.items():
            if outcome.word != FAILED:
                return Shown(removal, f"{test} {outcome.word} without it. {outcome.words}")
        return Shown(removal, "", next(iter(after.values())).words)


def _groups(removals: Sequence[Removal], number: int) -> list[list[str]]:
    """All tests, each file in one piece."""
    files: dict[str, dict[str, None]] = {}
    for removal in removals:
        for test in removal.tests:
            files.setdefault(test.partition("::")[0], {})[test] = None
    groups: list[list[str]] = [[] for _one in range(number)]
    for tests in sorted(files.values(), key=len, reverse=True):
        min(groups, key=len).extend(tests)
    return [group for group in groups if group]
