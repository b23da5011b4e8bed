"""Voting on paper: asking for it, the returning officer's list, the paper to print, entering papers."""

from functools import partial

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ballots import definitions
from ballots import queries as ballots
from ballots.protocol.encoding import canonical
from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.decision import Refused
from core.folding import fold
from core.http import find, page
from core.speaking import say
from elections import permissions
from elections.forms.on_paper import CounterForm, OnPaperForm, PaperForm
from elections.models import Election, ElectionStatus, PaperCount
from elections.operations import on_paper
from elections.queries.on_paper import marked, tellers_of
from elections.queries.results import names_of


def vote_on_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """What voting on paper means, and the button by which a member asks for it."""
    election, member = _found(request, public_id)
    entry = ballots.on_roll(election.contest, member.public_id)
    permissions.vote_on_paper(member, election, entry, clock.now()).enforce()
    if request.method == "POST":
        on_paper.mark_on_paper(election, member, by=member, at=clock.now())
        say(request, _("You vote on paper. The returning officer gives you the ballot paper."))
        return redirect("election", election.public_id)
    return page(
        request,
        "elections/vote_on_paper.html",
        {
            "election": election,
            "committee": election.committee,
            "entry": entry,
            "has_paper": ballots.has_paper(election.contest, member.public_id),
        },
    )


def mark_on_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """The returning officer's room for paper: who votes so, who counts, what is to be done."""
    election, member = _found(request, public_id)
    if election.returning_officer_id != member.pk:
        permissions.mark_on_paper(None, election, by=member).enforce()
    form = OnPaperForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            voter = _by_name(election, form.cleaned_data["name"])
            on_paper.mark_on_paper(election, voter, by=member, at=clock.now())
        except Refused as reason:
            form.add_error("name", str(reason))
        else:
            say(request, _("%(name)s votes on paper.") % {"name": voter.chosen_name})
            return redirect("mark-on-paper", election.public_id)
    return _officers_page(request, election, member, form=form)


def _officers_page(
    request: HttpRequest,
    election: Election,
    member: Membership,
    *,
    form: OnPaperForm | None = None,
    naming: CounterForm | None = None,
) -> HttpResponse:
    counts = list(election.paper_counts.select_related("membership").order_by("place"))
    return page(
        request,
        "elections/mark_on_paper.html",
        {
            "election": election,
            "committee": election.committee,
            "contest": election.contest,
            "marked": marked(election),
            "form": form or OnPaperForm(),
            "naming": naming or _counter_form(election),
            "counts": counts,
            "own_count": next((one for one in counts if one.membership_id == member.pk), None),
            "counter": next((one for one in counts if one.place == on_paper.COUNTER), None),
            "may_mark": permissions.mark_on_paper(None, election, by=member),
            "may_print": permissions.print_ballot(member, election),
            "is_awaited": ballots.awaits_papers(election.contest),
            "may_name": election.contest.paper_ballots is None
            and election.status not in (ElectionStatus.VOID, ElectionStatus.FINAL),
            "annex": ballots.paper_annex(election.contest) is not None,
        },
    )


@require_POST
def unmark_on_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the mark back: one's own, or as returning officer that of the member named."""
    election, member = _found(request, public_id)
    asked = request.POST.get("member", "")
    voter = find(_members(election), asked) if asked else member
    on_paper.unmark_on_paper(election, voter, by=member, at=clock.now())
    say(request, _("The mark is taken back. A ballot paper can be taken in a browser again."))
    return redirect("mark-on-paper" if asked else "election", election.public_id)


@require_POST
def name_counter(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say who enters the papers beside the returning officer."""
    election, member = _found(request, public_id)
    form = _counter_form(election, request.POST)
    if form.is_valid():
        try:
            person = form.chosen or _by_name(election, form.cleaned_data["name"], on_roll=False)
            on_paper.name_counter(election, person, by=member, at=clock.now())
        except Refused as reason:
            if election.returning_officer_id != member.pk:
                raise
            form.add_error("teller" if form.chosen else "name", str(reason))
        else:
            say(request, _("%(name)s enters the papers, too.") % {"name": person.chosen_name})
            return redirect("mark-on-paper", election.public_id)
    if election.returning_officer_id != member.pk:
        permissions.name_counter(member, election, by=member).enforce()
    return _officers_page(request, election, member, naming=form)


def _counter_form(election: Election, sent: QueryDict | None = None) -> CounterForm:
    return CounterForm(sent, auto_id="counter_%s", tellers=tellers_of(election))


@require_safe
def print_ballot(request: HttpRequest, public_id: str) -> HttpResponse:
    """A ballot paper to be printed and copied, its candidates in the paper's order."""
    election, member = _found(request, public_id)
    permissions.print_ballot(member, election).enforce()
    return page(
        request,
        "elections/print_ballot.html",
        {
            "election": election,
            "committee": election.committee,
            "options": list(election.contest.options.order_by("number")),
            "names": names_of(election.contest),
            "most_ranks": definitions.of(election.contest.public_id).most_ranks,
        },
    )


@require_safe
def vote_here(request: HttpRequest, public_id: str) -> HttpResponse:
    """How somebody votes on a device that is not theirs, and leaves nothing on it."""
    election, member = _found(request, public_id)
    return page(
        request,
        "elections/vote_here.html",
        {
            "election": election,
            "committee": election.committee,
            "is_officer": election.returning_officer_id == member.pk,
        },
    )


def enter_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """One paper after another, by the number on its back."""
    count, member = _own_count(request, public_id)
    election = count.election
    names = names_of(election.contest)
    blank_form = partial(
        PaperForm,
        candidates=names,
        most_ranks=definitions.of(election.contest.public_id).most_ranks,
        entered=set(count.entries.values_list("number", flat=True)),
    )
    form = blank_form(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            on_paper.enter_paper(count, **form.paper, by=member, at=clock.now())
        except Refused as reason:
            permissions.enter_paper(count, by=member).enforce()
            form.add_error("number", str(reason))
        else:
            say(request, _("Paper %(number)s is entered.") % {"number": form.paper["number"]})
            return redirect("enter-paper", count.public_id)
    entries = {one.number: one for one in count.entries.order_by("number")}
    again = [number for number in count.again if number not in entries]
    upcoming = again[0] if again else max(entries, default=0) + 1
    return page(
        request,
        "elections/enter_paper.html",
        {
            "election": election,
            "committee": election.committee,
            "count": count,
            "marked": election.contest.on_paper,
            "may_enter": permissions.enter_paper(count, by=member),
            "may_finish": permissions.finish_papers(count, by=member),
            "form": form or blank_form(initial={"number": upcoming}),
            "entries": [(one, _chosen(one.choices, names)) for one in entries.values()],
            "again": again,
        },
    )


def _chosen(choices: list[int], names: list[str]) -> list[str]:
    return [names[number - 1] for number in choices]


@require_POST
def finish_papers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that all are entered; the second to say so is told whether both agree."""
    count, member = _own_count(request, public_id)
    count = on_paper.finish_papers(count, by=member, at=clock.now())
    contest = count.election.contest
    contest.refresh_from_db()
    if contest.paper_ballots is not None:
        say(request, _("Both lists agree. The paper ballots go to the count."))
        return redirect("election", count.election.public_id)
    if count.again:
        sentence = ngettext(
            "The two lists differ in %(count)s paper. Enter it again.",
            "The two lists differ in %(count)s papers. Enter them again.",
            len(count.again),
        )
        say(request, sentence % {"count": len(count.again)})
    else:
        say(request, _("Your list is complete. It is compared when the other’s is."))
    return redirect("enter-paper", count.public_id)


@require_safe
def paper_annex(request: HttpRequest, public_id: str) -> HttpResponse:
    """The few papers whose hash alone stands on the board, for those who entered them."""
    election, member = _found(request, public_id)
    permissions.paper_annex(member, election).enforce()
    annex = ballots.paper_annex(election.contest)
    if annex is None:
        raise Http404
    response = HttpResponse(canonical(annex), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="annex-{election.public_id}.json"'
    return response


def _found(request: HttpRequest, public_id: str) -> tuple[Election, Membership]:
    election = find(
        Election.objects.visible_to(request.user).select_related("committee", "contest"), public_id
    )
    return election, membership_of(request.user, election.committee)


def _own_count(request: HttpRequest, public_id: str) -> tuple[PaperCount, Membership]:
    count = find(
        PaperCount.objects.visible_to(request.user).select_related(
            "election__committee", "election__contest"
        ),
        public_id,
    )
    return count, membership_of(request.user, count.election.committee)


def _members(election: Election) -> QuerySet[Membership]:
    return Membership.objects.active().filter(committee=election.committee)


def _by_name(election: Election, name: str, *, on_roll: bool = True) -> Membership:
    """Who is called so. The returning officer alone asks, of somebody who stands before them."""
    found = _members(election).filter(folded_name=fold(name)).first()
    if found is None or (on_roll and not ballots.on_roll(election.contest, found.public_id)):
        raise Refused(
            _("Nobody on the roll of this election is called so.")
            if on_roll
            else _("No member is called so.")
        )
    return found
