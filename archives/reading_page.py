"""What of a committee is read without a program: its rules' aims, resolutions, minutes, results."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from archives.kinds import DECLARED
from committees.models import Affiliation, Committee
from core.markdown import to_html
from elections.models import Candidacy, Election, Outcome
from meetings.models import Minutes, Resolution


@dataclass(frozen=True, slots=True)
class Decided:
    """A resolution with its text by clause."""

    resolution: Resolution
    notes: SafeString
    believes: SafeString
    resolves: SafeString


@dataclass(frozen=True, slots=True)
class Recorded:
    minutes: Minutes
    html: SafeString


@dataclass(frozen=True, slots=True)
class Elected:
    election: Election
    names: list[str]


def as_html(committee: Committee, at: datetime) -> str:
    """One page that works alone, in the language that is active, in the committee's time zone."""
    context = {
        "committee": committee,
        "aims": to_html(committee.aims),
        "resolutions": _resolutions(committee),
        "minutes": _minutes(committee),
        "elections": _elections(committee),
        "councils": list(
            Affiliation.objects.filter(committee=committee)
            .select_related("council")
            .order_by("joined_at")
        ),
        "made_at": at,
    }
    with timezone.override(committee.timezone):
        return render_to_string("archives/read.html", context)


def _resolutions(committee: Committee) -> list[Decided]:
    rows = Resolution.objects.filter(committee=committee).order_by("year", "number")
    return [
        Decided(row, *(to_html(text, 4) for text in (row.notes, row.believes, row.resolves)))
        for row in rows
    ]


def _minutes(committee: Committee) -> list[Recorded]:
    rows = Minutes.objects.filter(meeting__committee=committee).select_related("meeting")
    return [Recorded(row, to_html(row.text, 4)) for row in rows.order_by("meeting__starts_at")]


def _elections(committee: Committee) -> list[Elected]:
    names: dict[int, list[str]] = {}
    won = Candidacy.objects.filter(election__committee=committee, outcome=Outcome.ELECTED)
    for election, name in won.order_by("position").values_list("election", "name"):
        names.setdefault(election, []).append(name)
    rows = Election.objects.filter(committee=committee, status__in=DECLARED)
    return [Elected(row, names.get(row.pk, [])) for row in rows.order_by("declared_at")]
