"""What is to be done: the list, noting something, taking it on, handing it back, saying it is done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees.models import Committee, Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in
from core.speaking import say
from meetings import permissions
from meetings.forms.records import ActionForm
from meetings.models import ActionItem
from meetings.operations import actions as operations
from meetings.queries import records as queries
from meetings.views.meetings import found_for


@require_safe
def actions(request: HttpRequest, committee_id: str) -> HttpResponse:
    """What the committee set itself to do."""
    committee, member = own_committee(request, committee_id)
    rows = ActionItem.objects.filter(meeting__committee=committee)
    lines = queries.action_lines(rows, member, clock.now())
    context = {
        "committee": committee,
        "open": [one for one in lines if not one.action.done_at],
        "done": [one for one in lines if one.action.done_at],
    }
    return page(request, "meetings/records/actions.html", context)


def note_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note what is to be done after a meeting."""
    meeting, member = found_for(request, public_id)
    permissions.note_action(member, meeting).enforce()
    now = clock.now()
    today = now.astimezone(meeting.committee.timezone).date()
    form = ActionForm(request.POST or None, meeting=meeting, today=today)
    if form.is_bound and form.is_valid():
        operations.note_action(
            meeting,
            text=form.cleaned_data["text"],
            due_on=form.cleaned_data["due_on"],
            holder=form.charged,
            by=member,
            at=now,
        )
        say(request, _("Noted. Whoever does it is reminded a day before, and on the day after."))
        return redirect("actions", meeting.committee.public_id)
    context = {"meeting": meeting, "committee": meeting.committee, "form": form}
    return page(request, "meetings/records/note_action.html", context)


@require_POST
def take_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """I take it."""
    found, member = _found(request, public_id)
    operations.take_action(found, by=member, at=clock.now())
    return _said(
        request, found, _("You have taken this on. You get a reminder."), "hand-back-action"
    )


@require_POST
def hand_back_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """I cannot do it after all."""
    found, member = _found(request, public_id)
    operations.hand_back_action(found, by=member, at=clock.now())
    return _said(request, found, _("Handed back. Somebody else can take it on."), "take-action")


@require_POST
def finish_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """It is done."""
    found, member = _found(request, public_id)
    operations.finish_action(found, by=member, at=clock.now())
    return _said(request, found, _("Done. Nobody is reminded of it any more."), "reopen-action")


@require_POST
def reopen_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """It is not done after all."""
    found, member = _found(request, public_id)
    operations.reopen_action(found, by=member, at=clock.now())
    return _said(request, found, _("It stands among what is to be done again."), "finish-action")


def own_committee(request: HttpRequest, committee_id: str) -> tuple[Committee, Membership]:
    """A committee of this person, and their membership; 404 for any other."""
    rows = Committee.objects.of(signed_in(request)).select_related("campus")
    committee = find(rows, committee_id)
    return committee, membership_of(request.user, committee)


def _found(request: HttpRequest, public_id: str) -> tuple[ActionItem, Membership]:
    visible = ActionItem.objects.visible_to(request.user).select_related("meeting__committee")
    found = find(visible, public_id)
    return found, membership_of(request.user, found.meeting.committee)


def _said(request: HttpRequest, found: ActionItem, sentence: str, undo: str) -> HttpResponse:
    say(request, sentence, undo=reverse(undo, args=[found.public_id]))
    return redirect("actions", found.meeting.committee.public_id)
