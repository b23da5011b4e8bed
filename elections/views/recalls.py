"""A recall petition: opening one, its page, signing it, and the reply."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees.models import Mandate, Membership
from committees.queries.members import members_count, membership_of
from committees.standing_orders import orders
from core import clock
from core.http import find, page, signed_in
from core.speaking import say
from elections import permissions
from elections.forms.recalls import RecallForm, ReplyForm
from elections.models import RecallPetition, RecallStatus
from elections.operations import recalls as operations
from elections.operations.recall_signatures import has_signed
from elections.queries.recalls import recall_of
from elections.recalls import rules_said


def open_recall(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open a petition to end this mandate, and sign it."""
    mandate, member = _mandate_for(request, public_id)
    permissions.open_recall(member, mandate).enforce()
    form = RecallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        opened = operations.open_recall(
            mandate, reason=form.cleaned_data["reason"], by=member, at=clock.now()
        )
        say(request, _("The petition is open, and you have signed. Every member is told."))
        return redirect("recall", opened.public_id)
    committee = mandate.committee
    context = {
        "committee": committee,
        "mandate": mandate,
        "form": form,
        "needed": orders(committee).recall_needed(members_count(committee)),
        "rules": rules_said(committee),
    }
    return page(request, "elections/open_recall.html", context)


@require_safe
def recall(request: HttpRequest, public_id: str) -> HttpResponse:
    """One petition: reason and reply, how many have signed, the vote, and its result."""
    petition, member = found_for(request, public_id)
    signed = petition.status == RecallStatus.OPEN and has_signed(petition, member)
    context = {
        "recall": recall_of(petition, member, clock.now(), has_signed=signed),
        "petition": petition,
        "committee": petition.committee,
        "rules": rules_said(petition.committee),
    }
    return page(request, "elections/recall.html", context)


@require_POST
def sign_recall(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign a petition."""
    petition, member = found_for(request, public_id)
    signed = operations.sign_recall(petition, by=member, at=clock.now())
    if signed.status == RecallStatus.REACHED:
        say(request, _("You signed, and that is enough. The vote is called, and members are told."))
    else:
        say(request, _("You signed. Nobody sees who has, only how many."))
    return redirect("recall", public_id)


@require_POST
def withdraw_signature(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take one's own signature back."""
    petition, member = found_for(request, public_id)
    operations.withdraw_signature(petition, by=member, at=clock.now())
    say(request, _("Your signature is taken back."))
    return redirect("recall", public_id)


def answer_recall(request: HttpRequest, public_id: str) -> HttpResponse:
    """The person concerned replies."""
    petition, member = found_for(request, public_id)
    permissions.answer_recall(member, petition, clock.now()).enforce()
    form = ReplyForm(
        request.POST if request.method == "POST" else None,
        petition=petition,
        initial={"reply": petition.reply},
    )
    if request.method == "POST" and form.is_valid():
        operations.answer_recall(
            petition, reply=form.cleaned_data["reply"], by=member, at=clock.now()
        )
        say(request, _("Your reply stands beside the reason."))
        return redirect("recall", public_id)
    context = {"petition": petition, "committee": petition.committee, "form": form}
    return page(request, "elections/answer_recall.html", context)


def found_for(request: HttpRequest, public_id: str) -> tuple[RecallPetition, Membership]:
    """A petition that the reader may see, and who they are there."""
    rows = RecallPetition.objects.visible_to(request.user).select_related(
        "committee__campus", "mandate__membership", "mandate__committee", "contest"
    )
    petition = find(rows, public_id)
    return petition, membership_of(request.user, petition.committee)


def _mandate_for(request: HttpRequest, public_id: str) -> tuple[Mandate, Membership]:
    """A mandate of the reader's committee."""
    rows = Mandate.objects.filter(
        committee__memberships__user=signed_in(request), committee__memberships__status="active"
    )
    mandate = find(rows.select_related("committee__campus", "membership"), public_id)
    return mandate, membership_of(request.user, mandate.committee)
