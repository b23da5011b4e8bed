"""The hustings: reading, asking, answering, and taking words down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import TooMany
from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page
from core.speaking import say
from elections import permissions
from elections.forms.hustings import AnswerForm, AskForm, TakeDownForm
from elections.models import Candidacy, Election, HustingsAnswer, HustingsQuestion, Words
from elections.officers import office_over
from elections.operations import hustings as operations
from elections.queries import hustings as queries


@require_safe
def hustings(request: HttpRequest, public_id: str) -> HttpResponse:
    """Statements side by side, questions, and everybody's answers."""
    election, member = _found(request, public_id)
    return _shown(request, election, member, AskForm())


@require_POST
def ask_candidates(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask; a question that is none, or one too many, comes back with the page.

    Nothing is said on the next page and its address names no question: that would write the
    asker's session right after the question, and lie in the history of the asker's browser.
    """
    election, member = _found(request, public_id)
    form = AskForm(request.POST)
    permissions.ask_candidates(member, election, clock.now()).enforce()
    if form.is_valid():
        sent = form.cleaned_data
        try:
            operations.ask_candidates(
                election,
                text=sent["text"],
                with_name=sent["with_name"],
                by=member,
                at=clock.now(),
            )
        except TooMany:
            form.add_error("text", _("You have asked enough today. Ask again tomorrow."))
        else:
            return redirect(f"{reverse('hustings', args=[election.public_id])}#newest")
    return _shown(request, election, member, form)


def answer_as_candidate(request: HttpRequest, public_id: str) -> HttpResponse:
    """A candidate's answer to one question."""
    rows = HustingsQuestion.objects.visible_to(request.user)
    question = find(rows.select_related("election__committee"), public_id)
    election = question.election
    member = membership_of(request.user, election.committee)
    own = election.candidacies.filter(membership=member).first()
    permissions.answer_as_candidate(member, own, question).enforce()
    assert own is not None  # the permission asks for it
    given = question.answers.filter(candidacy=own).first()
    form = AnswerForm(request.POST or None, initial={"text": given.text if given else ""})
    if request.method == "POST" and form.is_valid():
        operations.answer_as_candidate(
            question, text=form.cleaned_data["text"], candidacy=own, by=member, at=clock.now()
        )
        say(request, _("Your answer stands. You can change it until voting opens."))
        return redirect(_place(election, question))
    return page(
        request,
        "elections/answer_as_candidate.html",
        {
            "election": election,
            "committee": election.committee,
            "question": question,
            "given": given,
            "form": form,
        },
    )


def take_down_statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """A candidate's statement."""
    rows = Candidacy.objects.visible_to(request.user)
    found = find(rows.select_related("election__committee"), public_id)
    return _take_down(request, found, found.name)


def take_down_question(request: HttpRequest, public_id: str) -> HttpResponse:
    """A question to the candidates."""
    rows = HustingsQuestion.objects.visible_to(request.user)
    return _take_down(request, find(rows.select_related("election__committee"), public_id), "")


def take_down_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """A candidate's answer."""
    rows = HustingsAnswer.objects.visible_to(request.user)
    found = find(rows.select_related("question__election__committee", "candidacy"), public_id)
    return _take_down(request, found, found.candidacy.name)


def _take_down(request: HttpRequest, words: Words, name: str) -> HttpResponse:
    """What it is for, and the reason that will stand in its place."""
    election = operations.election_of(words)
    member = membership_of(request.user, election.committee)
    if words.taken_down_at and office_over(member, election):
        say(request, _("It is taken down already. The reason stands in its place."))
        return redirect("hustings", election.public_id)
    permissions.take_down(member, election, words).enforce()
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        operations.take_down(
            words, ground=sent["ground"], because=sent["because"], by=member, at=clock.now()
        )
        say(request, _("It is taken down. The reason stands in its place."))
        return redirect("hustings", election.public_id)
    return page(
        request,
        "elections/take_down.html",
        {
            "election": election,
            "committee": election.committee,
            "words": words,
            "name": name,
            "form": form,
        },
    )


def _found(request: HttpRequest, public_id: str) -> tuple[Election, Membership]:
    rows = Election.objects.visible_to(request.user)
    election = find(rows.select_related("committee", "returning_officer"), public_id)
    return election, membership_of(request.user, election.committee)


def _shown(
    request: HttpRequest, election: Election, member: Membership, form: AskForm
) -> HttpResponse:
    return page(
        request,
        "elections/hustings.html",
        {
            "election": election,
            "committee": election.committee,
            "hustings": queries.hustings(election, member, clock.now()),
            "form": form,
        },
    )


def _place(election: Election, question: HustingsQuestion) -> str:
    return f"{reverse('hustings', args=[election.public_id])}#asked-{question.public_id}"
