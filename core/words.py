"""The texts a committee can begin with, read from `seeds/templates`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "seeds" / "templates"

_FENCE = "---\n"
_FIELDS = ("title", "kind", "summary", "language")


@dataclass(frozen=True, slots=True)
class Template:
    """One editable text in Markdown; `slug` is its file name without the ending."""

    slug: str
    title: str
    kind: str
    summary: str
    language: str
    body: str


class MalformedTemplate(ValueError):
    """A template file without its four opening lines; the message names file and fault."""


def load(kind: str) -> list[Template]:
    """Every template of this kind, by slug; none for an unknown kind."""
    return [template for template in _all().values() if template.kind == kind]


def get(slug: str) -> Template:
    """The template with this slug, or `KeyError`."""
    return _all()[slug]


def kinds() -> list[str]:
    """Every kind there is, by name."""
    return sorted({template.kind for template in _all().values()})


def parse(slug: str, text: str) -> Template:
    """A template from its file's text: opening lines between fences, then the body."""
    opening, fence, body = text.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    if not text.startswith(_FENCE) or not fence:
        raise MalformedTemplate(f"{slug}: the opening lines between two --- are missing.")
    fields = {}
    for line in opening.splitlines():
        key, _colon, value = line.partition(":")
        fields[key.strip()] = value.strip()
    for key in _FIELDS:
        if not fields.get(key):
            raise MalformedTemplate(f"{slug}: the opening line “{key}” is missing.")
    if unknown := sorted(set(fields) - set(_FIELDS)):
        raise MalformedTemplate(f"{slug}: the opening line “{unknown[0]}” is unknown.")
    return Template(slug=slug, body=body.strip() + "\n", **fields)


@cache
def _all() -> dict[str, Template]:
    paths = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
    return {path.stem: parse(path.stem, path.read_text(encoding="utf-8")) for path in paths}
