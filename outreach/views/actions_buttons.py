"""What one tap does on the page of an action: coming, the checklist, the shifts, home safe."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page
from core.speaking import say
from outreach.forms.actions import ShiftForm, TaskForm
from outreach.models import Shift, ShiftRole, Task
from outreach.operations import actions_coming, actions_tasks, shifts
from outreach.permissions import actions as permissions
from outreach.permissions import shifts as shift_permissions
from outreach.queries import actions as queries
from outreach.views.actions import found_for


@require_POST
def come_to_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """I'm coming."""
    part, member = found_for(request, public_id)
    actions_coming.come_to_action(part, by=member, at=clock.now())
    say(
        request,
        _("You are counted. Nobody sees who is coming, only how many."),
        undo=reverse("stay-away-from-action", args=[public_id]),
    )
    return redirect("called-action", public_id)


@require_POST
def stay_away_from_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """Not after all; one's shifts are free again."""
    part, member = found_for(request, public_id)
    actions_coming.stay_away_from_action(part, by=member, at=clock.now())
    say(
        request,
        _("You are no longer counted, and your shifts are free for others."),
        undo=reverse("come-to-action", args=[public_id]),
    )
    return redirect("called-action", public_id)


@require_POST
def say_home_safe(request: HttpRequest, public_id: str) -> HttpResponse:
    """I am home safe."""
    part, member = found_for(request, public_id)
    actions_coming.say_home_safe(part, by=member, at=clock.now())
    say(request, _("Good. A number has risen by one, and that you were there is forgotten."))
    return redirect("called-action", public_id)


def add_task(request: HttpRequest, public_id: str) -> HttpResponse:
    """Something of the committee's own for the checklist."""
    part, member = found_for(request, public_id)
    permissions.add_task(member, part).enforce()
    form = TaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        actions_tasks.add_task(part, text=text, by=member, at=clock.now())
        say(request, _("It stands on the checklist."))
        return redirect(_page_of(public_id, "checklist"))
    context = {"form": form, "action": part.action, "committee": part.committee}
    return page(request, "outreach/actions/add_task.html", context)


@require_POST
def take_task(request: HttpRequest, public_id: str) -> HttpResponse:
    """I take it."""
    task, member = _task(request, public_id)
    actions_tasks.take_task(task, by=member, at=clock.now())
    return _ticked(request, task, _("You have taken this on."), "hand-back-task")


@require_POST
def hand_back_task(request: HttpRequest, public_id: str) -> HttpResponse:
    """I cannot do it after all."""
    task, member = _task(request, public_id)
    actions_tasks.hand_back_task(task, by=member, at=clock.now())
    return _ticked(request, task, _("Handed back. Somebody else can take it on."), "take-task")


@require_POST
def finish_task(request: HttpRequest, public_id: str) -> HttpResponse:
    """It is done."""
    task, member = _task(request, public_id)
    actions_tasks.finish_task(task, by=member, at=clock.now())
    return _ticked(request, task, _("Ticked off."), "reopen-task")


@require_POST
def reopen_task(request: HttpRequest, public_id: str) -> HttpResponse:
    """It is not done after all."""
    task, member = _task(request, public_id)
    actions_tasks.reopen_task(task, by=member, at=clock.now())
    return _ticked(request, task, _("It stands among what is to be done again."), "finish-task")


@require_POST
def fill_shift(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put me where I am needed."""
    part, member = found_for(request, public_id)
    shift = shifts.fill_shift(part, by=member, at=clock.now())
    shift.participation = part
    return _stands(request, shift)


@require_POST
def take_shift(request: HttpRequest, public_id: str) -> HttpResponse:
    """This one."""
    shift, member = _shift(request, public_id)
    shifts.take_shift(shift, by=member, at=clock.now())
    return _stands(request, shift)


@require_POST
def leave_shift(request: HttpRequest, public_id: str) -> HttpResponse:
    """Not in this one after all."""
    shift, member = _shift(request, public_id)
    shifts.leave_shift(shift, by=member, at=clock.now())
    say(
        request,
        _("Your place is free for somebody else. You are still coming."),
        undo=reverse("take-shift", args=[public_id]),
    )
    return redirect(_page_of(shift.participation.action.public_id, "shifts"))


def add_shift(request: HttpRequest, public_id: str) -> HttpResponse:
    """The shifts as coordinators see them, and one more."""
    part, member = found_for(request, public_id)
    now = clock.now()
    shift_permissions.add_shift(member, part).enforce()
    action = part.action
    form = ShiftForm(
        request.POST or None,
        action=action,
        committee=part.committee,
        initial={
            "role": ShiftRole.MARSHAL,
            "starts_at": action.starts_at,
            "ends_at": action.ends_at,
        },
    )
    if request.method == "POST" and form.is_valid():
        shifts.add_shift(part, **form.cleaned_data, by=member, at=now)
        say(request, _("One more shift."))
        return redirect("add-shift", public_id)
    context = {
        "form": form,
        "action": action,
        "committee": part.committee,
        "lines": queries.shift_lines(part, member, now),
    }
    return page(request, "outreach/actions/add_shift.html", context)


@require_POST
def drop_shift(request: HttpRequest, public_id: str) -> HttpResponse:
    """One shift less."""
    shift, member = _shift(request, public_id)
    shifts.drop_shift(shift, by=member, at=clock.now())
    say(request, _("The shift is gone."))
    return redirect("add-shift", shift.participation.action.public_id)


def _stands(request: HttpRequest, shift: Shift) -> HttpResponse:
    zone = shift.participation.committee.timezone
    sentence = _("You stand here: %(role)s, %(start)s to %(end)s. Nobody sees your name.") % {
        "role": ShiftRole(shift.role).label,
        "start": date_format(shift.starts_at.astimezone(zone), "H:i"),
        "end": date_format(shift.ends_at.astimezone(zone), "H:i"),
    }
    say(request, sentence, undo=reverse("leave-shift", args=[shift.public_id]))
    return redirect(_page_of(shift.participation.action.public_id, "shifts"))


def _ticked(request: HttpRequest, task: Task, sentence: str, undo: str) -> HttpResponse:
    say(request, sentence, undo=reverse(undo, args=[task.public_id]))
    return redirect(_page_of(task.participation.action.public_id, "checklist"))


def _page_of(public_id: str, part: str) -> str:
    return f"{reverse('called-action', args=[public_id])}#{part}"


def _task(request: HttpRequest, public_id: str) -> tuple[Task, Membership]:
    rows = Task.objects.visible_to(request.user)
    task = find(rows.select_related("participation__action", "participation__committee"), public_id)
    return task, membership_of(request.user, task.participation.committee)


def _shift(request: HttpRequest, public_id: str) -> tuple[Shift, Membership]:
    rows = Shift.objects.visible_to(request.user)
    shift = find(
        rows.select_related("participation__action", "participation__committee"), public_id
    )
    return shift, membership_of(request.user, shift.participation.committee)
