"""`python -m tests.licences` writes docs/licences.md: what runs, by whom it may be used, and why.

Versions are those of the lock, licences what each package says of itself.
"""

import json
import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "licences.md"
HEAD = """# What it is made of

Written by `python -m tests.licences` from the locks. Third-party code is installed, never copied in.
Each direct dependency has its reason beside it in `requirements/run.in`.

"""


@dataclass(frozen=True)
class Package:
    """A locked package: `licence` as it names it, `reason` where we ask for it ourselves."""

    name: str
    version: str
    licence: str
    reason: str = ""


def of_python() -> list[Package]:
    """Every package of requirements/run.txt, by name."""
    reasons = dict(_reasons())
    locked = (ROOT / "requirements" / "run.txt").read_text()
    found = re.findall(r"(?m)^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", locked)
    return [
        Package(name, version, _licence(name), reasons.get(name.lower(), ""))
        for name, version in sorted(set(found), key=lambda one: one[0].lower())
    ]


def of_npm() -> list[Package]:
    """Every package that a browser gets, or that bundles it."""
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    return [
        Package(path.rpartition("node_modules/")[2], one["version"], one.get("license", "?"))
        for path, one in sorted(lock["packages"].items())
        if path and not one.get("dev")
    ]


def document() -> str:
    """The whole page."""
    return HEAD + "\n".join([*_table("Python", of_python()), "", *_table("npm", of_npm()), ""])


def _table(heading: str, packages: list[Package]) -> list[str]:
    rows = [f"| {one.name} | {one.version} | {one.licence} | {one.reason} |" for one in packages]
    return [
        f"## {heading}",
        "",
        "| package | version | licence | why |",
        "|---|---|---|---|",
        *rows,
    ]


def _reasons() -> list[tuple[str, str]]:
    lines = (ROOT / "requirements" / "run.in").read_text().splitlines()
    asked = [line.partition("#") for line in lines if line and not line.startswith(("#", "-"))]
    return [
        (re.split(r"[\[<>=;\s]", name)[0].lower(), reason.strip()) for name, _mark, reason in asked
    ]


def _licence(name: str) -> str:
    """What the package says: an expression, else its classifiers, else the first line of a text."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return "for another system"
    classified = [
        one.rpartition(" :: ")[2]
        for one in told.get_all("Classifier") or []
        if one.startswith("License :: ") and one != "License :: OSI Approved"
    ]
    text = (told.get("License") or "").strip()
    said = told.get("License-Expression") or ", ".join(classified) or text.partition("\n")[0]
    return said.strip() or "?"


if __name__ == "__main__":
    fresh = document()
    if DOCUMENT.exists() and DOCUMENT.read_text() == fresh:
        print("docs/licences.md is fresh.")
    else:
        DOCUMENT.write_text(fresh)
        print("docs/licences.md is written anew.")
    unknown = [one.name for one in (*of_python(), *of_npm()) if one.licence == "?"]
    sys.exit(f"No licence is known: {', '.join(unknown)}" if unknown else 0)
