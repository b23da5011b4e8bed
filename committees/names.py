"""Names that members write: what is cleaned away, what is refused, what counts as the same."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from core.folding import fold
from core.text import is_blank

CHOSEN_NAME_LENGTH = 60
FOLDED_NAME_LENGTH = 120
# Joiners are part of Persian, Indic and emoji spelling; every other format character hides.
_JOINERS = {"\u200c", "\u200d"}
_HIDING = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_MARKS_IN_A_ROW = 4


def one_line(text: str) -> str:
    """The text on one line, without control, direction and invisible characters.

    Empty where nothing of it is seen.
    """
    text = "".join(" " if c in "\t\n\r\u2028\u2029" else c for c in text)
    kept = [c for c in text if c in _JOINERS or unicodedata.category(c) not in _HIDING]
    line = " ".join(unicodedata.normalize("NFC", _without_towers("".join(kept))).split())
    return "" if is_blank(line) else line


def _without_towers(text: str) -> str:
    # A letter under dozens of marks covers the lines around it.
    out, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if run <= _MARKS_IN_A_ROW:
            out.append(character)
    return "".join(out)


def clean_title(text: str) -> str:
    """A name of a place or body on one line; `ValidationError` where no letter is left."""
    clean = one_line(text)
    if not fold(clean):
        raise ValidationError(_("Write a name with at least one letter or digit."))
    return clean


def clean_chosen_name(text: str) -> str:
    """A chosen name as it is stored; `ValidationError` says what is wrong with it."""
    clean = clean_title(text)
    folded = fold(clean)
    if len(clean) > CHOSEN_NAME_LENGTH or len(folded) > FOLDED_NAME_LENGTH:
        raise ValidationError(
            _("A chosen name has at most %(length)d characters."),
            params={"length": CHOSEN_NAME_LENGTH},
        )
    if "@" in clean:
        raise ValidationError(_("Choose a name, not an address: other people will read it."))
    return clean


def is_taken(committee: Committee, name: str, *, but: Membership | None = None) -> bool:
    """Whether another member of the committee is called so, in any spelling."""
    same = Membership.objects.active().filter(committee=committee, folded_name=fold(name))
    if but is not None:
        same = same.exclude(pk=but.pk)
    return same.exists()
