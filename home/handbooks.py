"""The handbooks: a page for each role, in the reader's language where it is translated."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_locale

from core.markdown import to_html

FOLDER = Path(settings.BASE_DIR) / "docs" / "handbooks"
FIRST = "en"
ROLES: dict[str, str | Promise] = {
    "member": _("Being a member"),
    "founder": _("Founding a committee"),
    "coordinator": _("Coordinating"),
    "chair": _("Chairing a meeting"),
    "teller": _("Counting, and holding a key"),
    "delegate": _("Being a delegate"),
    "host": _("Hosting"),
}


@dataclass(frozen=True, slots=True)
class Handbook:
    """One role's page: `title` and `html` are in `language`, which need not be the reader's."""

    role: str
    title: str
    html: SafeString
    language: str


@cache
def handbook(role: str, language: str) -> Handbook:
    """The handbook of this role; in English where it has no such translation. `KeyError`: no role."""
    if role not in ROLES:
        raise KeyError(role)
    path = FOLDER / to_locale(language) / f"{role}.md"
    if not path.exists():
        language, path = FIRST, FOLDER / FIRST / f"{role}.md"
    first, _line, rest = path.read_text(encoding="utf-8").partition("\n")
    # A page has its own heading: what follows begins a step higher than in a file by itself.
    return Handbook(role, first.removeprefix("# ").strip(), to_html(_raised(rest), top=2), language)


def _raised(text: str) -> str:
    return "\n".join(line[1:] if line.startswith("##") else line for line in text.split("\n"))
