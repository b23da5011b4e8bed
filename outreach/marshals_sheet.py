"""A sheet for marshals, to print: what is needed when, and how they go about it. It names nobody."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committees.models import Discretion
from core.printing.sheet import Block, Sheet
from outreach.models import Participation, Shift, ShiftRole

_LINE = " ……………………"


def marshals_sheet(part: Participation) -> Sheet:
    """In the language that is active. No place, no name: a sheet gets lost."""
    return Sheet(_("Sheet for marshals"), list(_blocks(part)), part.committee.country)


def _blocks(part: Participation) -> Iterator[Block]:
    action, committee = part.action, part.committee
    zone = committee.timezone
    start, end = action.starts_at.astimezone(zone), action.ends_at.astimezone(zone)
    when = f"{date_format(start, 'DATE_FORMAT')}, {_clock(start)}–{_clock(end)}"
    yield Block("title", _("Sheet for marshals"))
    named = "" if committee.discretion == Discretion.DISCREET else f"{action.title} · "
    yield Block("lead", named + when)
    yield Block("heading", _("Who is needed when"))
    for shift in part.shifts.order_by("starts_at", "pk"):
        yield Block("line", _shift_line(shift, part))
    for heading, lines in _rules():
        yield Block("heading", heading)
        yield from (Block("line", f"{number}. {line}") for number, line in enumerate(lines, 1))
    yield Block("heading", _("To fill in by hand"))
    for label in (
        _("The lawyer’s number:"),
        _("First aid stands at:"),
        _("Counted at the beginning:"),
        _("Counted at its largest:"),
        _("Where we go if it rains:"),
    ):
        yield Block("line", label + _LINE)
    yield Block("note", _("Write no name on this sheet. Tear it up when you are home."))


def _shift_line(shift: Shift, part: Participation) -> str:
    zone = part.committee.timezone
    start, end = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
    number = ngettext("%(count)d person", "%(count)d people", shift.places) % {
        "count": shift.places
    }
    return f"{_clock(start)}–{_clock(end)} · {ShiftRole(shift.role).label}: {number}"


def _clock(moment: object) -> str:
    return date_format(moment, "H:i")  # type: ignore[arg-type]


def _rules() -> list[tuple[str, list[str]]]:
    return [
        (
            _("What a marshal does"),
            [
                _("Meet half an hour earlier. Agree who stands where, and on one sign for “stop”."),
                _("One marshal looks after about 25 people, walks at the edge and stays calm."),
                _("Keep ways, doors and ramps free. Ask who needs a seat, water or a slower pace."),
                _("Argue with nobody. If somebody provokes, stand between, and lead ours away."),
                _(
                    "If police come: the legal observer speaks, writes down time and numbers, no names."
                ),
            ],
        ),
        (
            _("Count, keep no list, get home"),
            [
                _("Count heads by hand, at the beginning and at the largest."),
                _("There is no sign-in sheet. If somebody asks for a list, there is none."),
                _("Film no faces. Whoever takes pictures takes them from behind."),
                _("Everybody looks after two others and leaves with them."),
                _("Whoever is home says so with one tap in the app. No name is kept."),
                _("If somebody is missing: two marshals stay, and call the lawyer’s number."),
            ],
        ),
    ]
