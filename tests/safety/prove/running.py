"""Running single tests in a copy of the tree, and reading how they went."""

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

PASSED, FAILED, BROKE, ABSENT = "passed", "failed", "broke", "did not run"
_WORST = (FAILED, BROKE, ABSENT, PASSED)
LONGEST = 1_200  # seconds


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a test went, over all its cases; `words` is the first line of what it said."""

    word: str
    words: str = ""


@dataclass
class Runner:
    """pytest in `tree`, with its own servers. `reuse` keeps the database's tables between runs."""

    tree: Path
    environment: dict[str, str] = field(default_factory=dict)
    reuse: bool = True
    more: tuple[str, ...] = ()

    def run(self, tests: Iterable[str], *, schema: bool = False) -> dict[str, Outcome]:
        """The outcome of each of `tests` (`file::name`)."""
        wanted = list(dict.fromkeys(tests))
        results = self.tree / "prove.xml"
        results.unlink(missing_ok=True)
        command = [sys.executable, "-m", "pytest", "-q", "--tb=line", f"--junitxml={results}"]
        command += ["-p", "no:cacheprovider", "-p", "no:randomly", *self.more]
        command += ["--reuse-db"] if self.reuse and not schema else []
        try:
            said = subprocess.run(
                [*command, *wanted],
                cwd=self.tree, env=os.environ | self.environment, timeout=LONGEST,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return {test: Outcome(BROKE, "it took too long") for test in wanted}
        if not results.exists():
            last = (said.stdout + said.stderr).strip().splitlines()[-1:] or [""]
            return {test: Outcome(BROKE, last[0]) for test in wanted}
        return read(results, wanted)


def read(results: Path, tests: Iterable[str]) -> dict[str, Outcome]:
    """Outcomes from pytest's report; a name without brackets stands for all its cases."""
    found: dict[str, list[Outcome]] = {}
    for case in ElementTree.parse(results).iter("testcase"):  # noqa: S314 written by pytest just now
        name = f"{case.get('classname')}::{case.get('name')}"
        for key in {name, name.partition("[")[0]}:
            found.setdefault(key, []).append(_of(case))
    return {test: _all(found.get(_key(test), [])) for test in tests}


def _key(test: str) -> str:
    file, _two, name = test.partition("::")
    return f"{file.removesuffix('.py').replace('/', '.')}::{name}"


def _of(case: ElementTree.Element) -> Outcome:
    for tag, word in (("failure", FAILED), ("error", BROKE), ("skipped", ABSENT)):
        said = case.find(tag)
        if said is not None:
            lines = (said.get("message") or said.text or "").strip().splitlines()
            return Outcome(word, lines[0] if lines else "")
    return Outcome(PASSED)


def _all(cases: list[Outcome]) -> Outcome:
    """One that failed has noticed; what only broke, or did not run, has shown nothing."""
    if not cases:
        return Outcome(ABSENT)
    return min(cases, key=lambda one: _WORST.index(one.word))
