"""The elections of a committee, one of them, announcing one, and ending one without a result."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ballots import definitions
from ballots import queries as ballots
from ballots.models import RollEntry
from ballots.protocol.encoding import b64
from committees.models import Committee, Membership, Office
from committees.queries.members import membership_of
from core import clock
from core.decision import Refused
from core.http import find, page
from core.speaking import say
from elections import booth, permissions, places, timetable
from elections.asking import drawn_for
from elections.forms.elections import MOMENTS, AnnouncementForm, VoidForm, WorkedOutForm
from elections.models import CandidacyStatus, Election, ElectionStatus, Preset
from elections.operations import announcing, voiding
from elections.queries.afterwards import Afterwards, afterwards_of
from elections.queries.complaints import complaints_of
from elections.queries.elections import steps, votes
from elections.queries.observers import watching
from elections.queries.on_paper import on_paper
from elections.queries.rehearsals import rehearsals
from elections.queries.tellers import telling_of
from elections.states import DECIDED

_MOST_PAST = 50


def elections(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Under way first, then the last ones."""
    committee = find(Committee.objects.visible_to(request.user), committee_id)
    member = membership_of(request.user, committee)
    found = Election.objects.filter(committee=committee).order_by("-announced_at", "-pk")
    open_votes = votes(request.user, clock.now())
    return page(
        request,
        "elections/elections.html",
        {
            "committee": committee,
            "running": list(found.running()),
            "past": list(found.exclude(pk__in=found.running().values("pk"))[:_MOST_PAST]),
            "to_vote": {one.election.pk for one in open_votes if not one.has_paper},
            "with_paper": {one.election.pk for one in open_votes if one.has_paper},
            "may_announce": permissions.announce_election(member, committee),
        },
    )


def announce_election(request: HttpRequest, committee_id: str) -> HttpResponse:
    """The form, with a timetable worked out from a preset; every moment can be changed."""
    committee = find(Committee.objects.visible_to(request.user), committee_id)
    member = membership_of(request.user, committee)
    permissions.announce_election(member, committee).enforce()
    now = clock.now().replace(second=0, microsecond=0)
    worked_out = WorkedOutForm(request.POST, committee=committee)
    form = AnnouncementForm(request.POST, committee=committee, now=now)
    is_sent = request.method == "POST" and "work_out" not in request.POST
    is_valid = is_sent and form.is_valid()
    is_stale = is_sent and worked_out.is_stale_for(form)
    if is_stale or not is_sent:
        form, worked_out = _prepared(request, committee)
    elif is_valid:
        election = _announced(form, committee, member)
        if election is not None:
            say(
                request,
                _(
                    "The election is announced and its roll is frozen. "
                    "The clock takes every step by itself."
                ),
            )
            return redirect("election", election.public_id)
    return page(
        request,
        "elections/announce_election.html",
        {
            "committee": committee,
            "form": form,
            "worked_out": worked_out,
            "is_stale": is_stale,
            "table": form.shown_table,
            "times_are_open": any(form[name].errors for name in MOMENTS),
            "more_is_open": any(form[name].errors for name in ("title", "seats", "about"))
            or bool(form["about"].value()),
            "voters": len(announcing.roll_for(committee, now)),
            "clock_runs_below": places.CLOCK_RUNS_BELOW,
            "is_officer": member.holds(Office.RETURNING_OFFICER),
        },
    )


def _announced(form: AnnouncementForm, committee: Committee, member: Membership) -> Election | None:
    """The election; None where the form now holds the reason why not."""
    sent = form.cleaned_data
    try:
        return announcing.announce_election(
            committee,
            office=sent["office"],
            seats=sent["seats"],
            title=sent["title"],
            about=sent["about"],
            preset=sent["preset"],
            table=form.table(),
            by=member,
            at=clock.now(),
        )
    except Refused as reason:
        form.add_error("office", str(reason))
        return None


def _prepared(request: HttpRequest, committee: Committee) -> tuple[AnnouncementForm, WorkedOutForm]:
    """The form with what was entered so far and the preset's timetable from its start."""
    now = clock.now().replace(second=0, microsecond=0)
    sent = request.POST or _again(request, committee)
    office = sent.get("office", Office.DELEGATE)
    office = office if office in places.offices_of(committee) else Office.DELEGATE
    preset = sent.get("preset", Preset.STANDARD)
    preset = preset if preset in Preset.values else Preset.STANDARD
    asked = AnnouncementForm(sent, committee=committee, now=now)
    asked.is_valid()
    start = asked.cleaned_data.get("nominations_open_at") or now
    table = timetable.propose(preset, max(start, now), committee)
    title = sent.get("title", "")
    if not title or title in (places.suggested_title(one) for one in places.OFFICES):
        title = places.suggested_title(office)
    seats = asked.cleaned_data.get("seats")
    if not seats or office != sent.get("suggested_for"):
        seats = places.seats_for(office, committee)
    form = AnnouncementForm(
        committee=committee,
        now=now,
        initial={
            "office": office,
            "title": title,
            "seats": seats,
            "about": sent.get("about", ""),
            "preset": preset,
            **{name: getattr(table, name) for name in MOMENTS},
        },
    )
    form.shown_table = table
    worked = {"worked_preset": preset, "worked_start": table.nominations_open_at}
    return form, WorkedOutForm(committee=committee, initial=worked)


def _again(request: HttpRequest, committee: Committee) -> QueryDict:
    """What the form is filled with where an election that ended void is announced again."""
    sent = QueryDict(mutable=True)
    past = Election.objects.filter(committee=committee, public_id=request.GET.get("again", ""))
    if found := past.first():
        for name in ("office", "title", "seats", "about", "preset"):
            sent[name] = str(getattr(found, name))
        if (seats := request.GET.get("seats", "")).isdecimal():  # a by-election fills fewer
            sent["seats"] = seats[:2]
        sent["suggested_for"] = found.office
    return sent


def election(request: HttpRequest, public_id: str) -> HttpResponse:
    """One election: where it stands, who stands, what happens next, and one thing to do."""
    found = find(
        Election.objects.visible_to(request.user).select_related(
            "committee__campus", "contest", "returning_officer", "rehearses"
        ),
        public_id,
    )
    now = clock.now()
    member = membership_of(request.user, found.committee)
    candidacies = list(found.candidacies.filter(status__in=["standing", "withdrawn", "limited"]))
    for one in candidacies:
        one.election = found
    entry = ballots.on_roll(found.contest, member.public_id)
    own = found.candidacies.filter(membership=member).first()
    return page(
        request,
        "elections/election.html",
        {
            "election": found,
            "committee": found.committee,
            "steps": steps(found, now),
            "candidacies": drawn_for(member, candidacies),
            "entry": entry,
            "own": own,
            "is_asked": own is not None and own.status == CandidacyStatus.NOMINATED,
            "may_nominate": permissions.nominate(member, found, now),
            "may_vote": permissions.cast_vote(member, found, entry, now),
            "may_void": permissions.void_election(member, found),
            "may_announce": found.status in (*DECIDED, ElectionStatus.VOID)
            and permissions.announce_election(member, found.committee),
            "may_repeat": permissions.repeat_election(member, found.committee, found),
            "has_paper": entry is not None and ballots.has_paper(found.contest, entry.voter),
            "words": definitions.words(found.contest),
            "box": booth.box_of(found),
            "leaf": b64(bytes(entry.leaf)) if entry else "",
            "turnout": ballots.turnout_so_far(found.contest),
            "officer": _officer_name(found.returning_officer),
            "booth": booth.watch_of(found, member),
            "tellers": telling_of(found, member),
            "afterwards": _afterwards(found, member, entry, now),
            "watching": watching(found, member, own),
            "rehearsals": rehearsals(found, member),
            "complaints": complaints_of(found, member, now),
            "on_paper": on_paper(found, member, entry, now),
        },
    )


def _afterwards(
    election: Election, member: Membership, entry: RollEntry | None, now: datetime
) -> Afterwards | None:
    """Challenges and vacancies, once there is or was a result."""
    if election.status not in (*DECIDED, ElectionStatus.VOID):
        return None
    may_challenge = permissions.challenge_election(member, election, entry, now)
    return afterwards_of(election, member, may_challenge, now)


def _officer_name(officer: Membership | None) -> str:
    return officer.chosen_name if officer and officer.is_active else ""


def void_election(request: HttpRequest, public_id: str) -> HttpResponse:
    """The returning officer says why, and the members are told."""
    found = find(Election.objects.visible_to(request.user).select_related("committee"), public_id)
    member = membership_of(request.user, found.committee)
    permissions.void_election(member, found).enforce()
    form = VoidForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        voiding.void_election(
            found, because=form.cleaned_data["because"], by=member, at=clock.now()
        )
        say(request, _("The election is void. The members are told."))
        return redirect("election", found.public_id)
    return page(
        request,
        "elections/void_election.html",
        {"election": found, "committee": found.committee, "form": form},
    )
