"""What stands on the poster of a meeting. No person's name, and no place unless it is asked for."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, override
from django.utils.translation import gettext as _

from committees.models import Committee, Discretion, Joining
from core import qr
from core.printing import fonts, paper
from core.printing.pieces import clean, piece
from meetings.models import Meeting, MeetingKind

LAYOUT = Path(__file__).with_name("poster.typ")


@dataclass(frozen=True)
class Poster:
    """Its texts in the language that was active when it was made; what is empty is left out."""

    language: str
    is_rtl: bool
    paper: str
    title: str
    kind: str
    committee: str
    campus: str
    weekday: str
    day: str
    time: str
    place: str
    scan: str
    about: str
    link: str
    code_says: str

    @property
    def address(self) -> str:
        """The link as one types it: browser and server add what is left out."""
        return self.link.split("://", 1)[1].rstrip("/")

    @property
    def code(self) -> SafeString:
        return qr.svg(self.link, self.code_says)

    @cached_property
    def missing(self) -> str:
        """Letters for which there is no font."""
        return fonts.missing(clean(self.address + "".join(self._texts())))

    @property
    def is_printable(self) -> bool:
        return fonts.are_built() and not self.missing

    def values(self) -> dict[str, object]:
        """For the layout."""
        titles = {name: piece(getattr(self, name), is_title=True) for name in _TITLES}
        lines = {name: piece(getattr(self, name), weight=weight) for name, weight in _LINES.items()}
        pieces = {
            name: one.as_data() if one.text else None for name, one in (titles | lines).items()
        }
        return {
            "language": self.language.split("-")[0],
            "direction": "rtl" if self.is_rtl else "ltr",
            "paper": self.paper,
            "code": str(self.code),
            "code_says": self.code_says,
            "address": piece(self.address, is_address=True).as_data(),
            **pieces,
        }

    def _texts(self) -> list[str]:
        return [getattr(self, name) for name in (*_TITLES, *_LINES)]


_TITLES = ("title", "kind", "weekday", "day", "time")
_LINES = {"committee": 800, "campus": 700, "place": 900, "scan": 800, "about": 400}


def poster(meeting: Meeting, *, language: str, with_place: bool) -> Poster:
    """In this language. A discreet committee's says when, and where to read more."""
    with override(language):
        return _discreet(meeting) if is_discreet(meeting) else _plain(meeting, with_place)


def is_discreet(meeting: Meeting) -> bool:
    return meeting.committee.discretion == Discretion.DISCREET


def _plain(meeting: Meeting, with_place: bool) -> Poster:  # noqa: FBT001  inside this file
    committee, kind = meeting.committee, MeetingKind(meeting.kind)
    is_usual = meeting.title in _said_everywhere(kind)
    is_closed = committee.joining == Joining.CLOSED
    return _with_moment(
        meeting,
        title=str(kind.label) if is_usual else meeting.title,
        kind="" if is_usual else str(kind.label),
        committee=committee.name,
        campus=committee.stands_at,
        place=meeting.place if with_place else "",
        scan=_("Scan: what we want.") if is_closed else _("Scan: what we want, and how to join."),
        about=_about(committee),
    )


def _about(committee: Committee) -> str:
    if committee.is_at_work:
        return _(
            "A workers’ committee is the members at one workplace who meet, decide together and "
            "elect their delegates."
        )
    return _(
        "A committee is the members on one campus who meet, decide together and elect their "
        "delegates."
    )


def _discreet(meeting: Meeting) -> Poster:
    return _with_moment(
        meeting,
        title=_("Meeting"),
        kind="",
        committee="",
        campus="",
        place="",
        scan=_("Scan to read more."),
        about="",
    )


def _with_moment(meeting: Meeting, **texts: str) -> Poster:
    local = meeting.starts_at.astimezone(meeting.timezone)
    face = reverse("committee", args=[meeting.committee.public_id])
    return Poster(
        language=get_language() or settings.LANGUAGE_CODE,
        is_rtl=get_language_bidi(),
        paper=paper.of(meeting.committee.country),
        weekday=formats.date_format(local, "l"),
        day=formats.date_format(local, "MONTH_DAY_FORMAT"),
        time=formats.date_format(local, "H:i"),
        link=settings.PUBLIC_URL + face,
        code_says=_("QR code of the committee’s page"),
        **texts,
    )


def _said_everywhere(kind: MeetingKind) -> set[str]:
    """The usual title in every language: whoever called the meeting need not have read this one."""
    said = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            said.add(str(kind.label))
    return said
