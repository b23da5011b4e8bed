"""Nine invitations on a sheet of paper, a card each. A discreet committee's cards name nothing."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils import formats
from django.utils.translation import get_language, get_language_bidi, override
from django.utils.translation import gettext as _

from committees import tokens
from committees.models import Committee, Discretion
from committees.operations.invitations import Made
from core import qr
from core.printing import fonts, paper, press
from core.printing.pieces import clean, piece

LAYOUT = Path(__file__).with_name("cards.typ")


def language_of(committee: Committee) -> str:
    """The committee's, where the interface speaks it."""
    known = dict(settings.LANGUAGES)
    return committee.language if committee.language in known else settings.LANGUAGE_CODE


def missing(committee: Committee) -> str:
    """Letters that would stand on a card and for which there is no font."""
    return fonts.missing(clean(committee.name + committee.stands_at + settings.SITE_NAME))


def sheet(committee: Committee, made: Sequence[Made]) -> bytes:
    """The cards as PDF. The tokens are in it and nowhere else."""
    with override(language_of(committee)):
        return press.pdf(LAYOUT, _values(committee, made))


def _values(committee: Committee, made: Sequence[Made]) -> dict[str, object]:
    is_discreet = committee.discretion == Discretion.DISCREET
    ends_at = made[0].invitation.expires_at.astimezone(committee.timezone)
    ends = formats.date_format(ends_at, "l, ") + formats.date_format(ends_at, "MONTH_DAY_FORMAT")
    until = _("Works until %(moment)s") % {
        "moment": f"{ends}, {formats.date_format(ends_at, 'H:i')}"
    }
    name = _("You are invited") if is_discreet else committee.name
    campus = "" if is_discreet else committee.stands_at
    return {
        "language": (get_language() or "en").split("-")[0],
        "direction": "rtl" if get_language_bidi() else "ltr",
        "paper": paper.of(committee.country),
        "title": piece(name, is_title=True).as_data(),
        "kicker": None if is_discreet else piece(_("You are invited")).as_data(),
        "campus": piece(campus).as_data() if campus else None,
        "scan": piece(_("Scan to look. Looking uses nothing.")).as_data(),
        "once": piece(_("For one person. Works once.")).as_data(),
        "until": piece(until).as_data(),
        "site": piece(settings.SITE_NAME).as_data(),
        "code_says": _("QR code of the invitation"),
        "codes": [str(qr.svg(tokens.link(one.token), "")) for one in made],
    }
