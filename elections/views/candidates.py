"""Nominating, answering, and what a candidate can do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.decision import Refused
from core.folding import fold
from core.http import find, page
from core.speaking import say
from elections import permissions
from elections.eligibility import can_stand
from elections.forms.candidates import NominationForm, StatementForm
from elections.models import Candidacy, CandidacyStatus, Election
from elections.operations import nominations
from elections.terms import is_at_limit

_STANDS = gettext_lazy("You stand in this election. The committee reads your words from now on.")


def nominate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two forms on one page: oneself with a statement, or another by name."""
    election = find(
        Election.objects.visible_to(request.user).select_related("committee", "contest"), public_id
    )
    member = membership_of(request.user, election.committee)
    permissions.nominate(member, election, clock.now()).enforce()
    sent = request.POST if request.method == "POST" else None
    oneself = StatementForm(sent if sent and "oneself" in sent else None)
    another = NominationForm(sent if sent and "oneself" not in sent else None)
    if oneself.is_bound and oneself.is_valid():
        statement = oneself.cleaned_data["statement"]
        nominations.nominate(election, name=None, statement=statement, by=member, at=clock.now())
        say(request, _STANDS)
        return redirect("election", election.public_id)
    if another.is_bound and another.is_valid():
        answer = _nominated(election, another, member)
        if answer:
            say(request, answer)
            return redirect("election", election.public_id)
    own = election.candidacies.filter(membership=member).exclude(status="declined").first()
    return page(
        request,
        "elections/nominate.html",
        {
            "election": election,
            "committee": election.committee,
            "oneself": oneself,
            "another": another,
            "own": own,
            "may_stand": can_stand(member, election),
            "is_at_limit": is_at_limit(member, election),
        },
    )


def _nominated(election: Election, form: NominationForm, member: Membership) -> str:
    """The sentence for whoever nominated; empty where the form now holds the reason why not."""
    name = form.cleaned_data["name"]
    try:
        nominations.nominate(election, name=name, by=member, at=clock.now())
    except Refused as reason:
        form.add_error("name", str(reason))
        return ""
    if fold(name) == member.folded_name:
        return str(_STANDS)
    return _(
        "If somebody on the roll is called %(name)s, they are asked by mail whether they stand. "
        "You see them here once they accept."
    ) % {"name": name}


def answer_nomination(request: HttpRequest, public_id: str) -> HttpResponse:
    """What one was asked, with yes and no; for a candidate, the statement and the way out."""
    candidacy, member = _own(request, public_id)
    form = StatementForm(initial={"statement": candidacy.statement})
    return _answer_page(request, candidacy, member, form)


@require_POST
def accept_nomination(request: HttpRequest, public_id: str) -> HttpResponse:
    """Yes, with a statement."""
    candidacy, member = _own(request, public_id)
    form = StatementForm(request.POST)
    if not form.is_valid():
        return _answer_page(request, candidacy, member, form)
    nominations.accept_nomination(
        candidacy, statement=form.cleaned_data["statement"], by=member, at=clock.now()
    )
    say(request, _STANDS)
    return redirect("election", candidacy.election.public_id)


@require_POST
def decline_nomination(request: HttpRequest, public_id: str) -> HttpResponse:
    """No."""
    candidacy, member = _own(request, public_id)
    nominations.decline_nomination(candidacy, by=member, at=clock.now())
    say(
        request,
        _(
            "You have said no. Nobody is told that you were asked. "
            "Until nominations close you can change your mind."
        ),
    )
    return redirect("election", candidacy.election.public_id)


@require_POST
def change_statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """A candidate's words, while nominations are open."""
    candidacy, member = _own(request, public_id)
    form = StatementForm(request.POST)
    if not form.is_valid():
        return _answer_page(request, candidacy, member, form)
    nominations.change_statement(
        candidacy, statement=form.cleaned_data["statement"], by=member, at=clock.now()
    )
    say(request, _("Your statement is changed. The committee reads it as it is now."))
    return redirect("election", candidacy.election.public_id)


@require_POST
def withdraw_candidacy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stop standing."""
    candidacy, member = _own(request, public_id)
    nominations.withdraw_candidacy(candidacy, by=member, at=clock.now())
    say(request, _("You do not stand any more."))
    return redirect("election", candidacy.election.public_id)


def _own(request: HttpRequest, public_id: str) -> tuple[Candidacy, Membership]:
    """Another's candidacy does not exist here: whether somebody was asked is theirs to say."""
    rows = Candidacy.objects.visible_to(request.user).filter(
        membership__user=request.user  # type: ignore[misc]
    )
    candidacy = find(rows.select_related("election__committee", "election__contest"), public_id)
    return candidacy, membership_of(request.user, candidacy.election.committee)


def _answer_page(
    request: HttpRequest, candidacy: Candidacy, member: Membership, form: StatementForm
) -> HttpResponse:
    at = clock.now()
    return page(
        request,
        "elections/answer_nomination.html",
        {
            "candidacy": candidacy,
            "election": candidacy.election,
            "committee": candidacy.election.committee,
            "form": form,
            "is_asked": candidacy.status == CandidacyStatus.NOMINATED,
            "may_accept": permissions.accept_nomination(member, candidacy, at),
            "is_at_limit": is_at_limit(member, candidacy.election),
            "may_decline": permissions.decline_nomination(member, candidacy),
            "may_change": permissions.change_statement(member, candidacy, at),
            "may_withdraw": permissions.withdraw_candidacy(member, candidacy),
        },
    )
