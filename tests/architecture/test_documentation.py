"""What the documentation names exists; what no file may say stands in none."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TARGETS = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(), re.M))
# Put together here, so that this file does not hold them itself.
REGISTRIES = re.compile(
    "|".join(
        re.escape(host)
        for host in (
            "pypi" + ".org", "files.python" + "hosted.org", "registry.npm" + "js.org",
            "registry.yarnpkg" + ".com", "deb.debian" + ".org", "proxy.golang" + ".org",
        )
    )
)  # fmt: skip
MACHINE = re.compile(r"(?<![\w.~}/])/(?:home/\w|root/|work/|tmp/\w/|Users/\w)")
UNDONE = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X])\b")


def _ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _code(text: str) -> str:
    """What stands in code blocks and between backticks."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.S))


def _kept() -> list[tuple[str, str]]:
    """Every text of the repository by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("this is no working copy of git")
    texts = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file():
            body = path.read_bytes()
            if b"\0" not in body:
                texts.append((name, body.decode(errors="replace")))
    return texts


@pytest.mark.parametrize("document", DOCUMENTS, ids=_ids)
def test_every_command_that_it_names_exists(document: Path) -> None:
    code = _code(document.read_text())
    commands = set(re.findall(r"manage\.py ([a-z_]\w*)", code))
    assert commands <= set(get_commands()), commands - set(get_commands())
    targets = set(re.findall(r"(?:^|[\s`&;])make ([a-z][\w-]*)", code))
    assert targets <= TARGETS, targets - TARGETS


@pytest.mark.parametrize("document", DOCUMENTS, ids=_ids)
def test_every_file_that_it_links_to_exists(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text())
    missing = [link for link in links if not (document.parent / link).exists()]
    assert not missing


def test_no_file_names_a_registry_a_machine_or_work_left_undone() -> None:
    found = []
    for name, text in _kept():
        for number, line in enumerate(text.splitlines(), 1):
            if REGISTRIES.search(line) or MACHINE.search(line) or UNDONE.search(line):
                found.append(f"{name}:{number}: {line.strip()[:90]}")
    assert not found, "\n".join(found)
