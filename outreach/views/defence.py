"""Defence: the room, a report and what is done about it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import consume, limited
from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.decision import Refused
from core.http import find, page, signed_in
from core.speaking import say
from outreach.forms.defence import (
    CountForm,
    DefenderForm,
    EvidenceForm,
    ReprisalForm,
    StepForm,
)
from outreach.models import DefenceStep, Defender, Evidence, Reprisal
from outreach.models.defence import LEAST_DEFENDERS
from outreach.operations import defence as operations
from outreach.operations import defence_following as following
from outreach.permissions import defence as permissions
from outreach.queries import actions as decided
from outreach.queries import defence as queries
from outreach.roles import chosen
from outreach.views.actions import own_committee


@require_safe
def defence(request: HttpRequest, committee_id: str) -> HttpResponse:
    """The room: report, one's own reports, who is chosen; for those chosen what was reported."""
    committee, member = own_committee(request, committee_id)
    context = {
        "committee": committee,
        "page": queries.defence_page(committee, member, signed_in(request)),
    }
    return page(request, "outreach/defence/defence.html", context)


def report_reprisal(request: HttpRequest, committee_id: str) -> HttpResponse:
    """A report, in a minute on a phone."""
    committee, member = own_committee(request, committee_id)
    now = clock.now()
    permissions.report_reprisal(member, committee).enforce()
    today = now.astimezone(committee.timezone).date()
    form = ReprisalForm(request.POST or None, request.FILES or None, today=today)
    if request.method == "POST" and form.is_valid():
        made = operations.report_reprisal(
            committee,
            form.told(),
            keep_days=form.cleaned_data["keep_days"],
            photo=form.cleaned_data["photo"],
            by=member,
            at=now,
        )
        say(request, _("Reported. You are not alone with it."))
        return redirect("reprisal", made.public_id)
    context = {
        "committee": committee,
        "form": form,
        "is_chosen": chosen(committee) >= LEAST_DEFENDERS,
    }
    return page(request, "outreach/defence/report_reprisal.html", context)


@require_safe
def reprisal(request: HttpRequest, public_id: str) -> HttpResponse:
    """One report: for whoever made it, and for those chosen."""
    found, member = _found(request, public_id)
    today = clock.now().astimezone(found.committee.timezone).date()
    context = {
        "page": queries.reprisal_page(found, member, today),
        "form": EvidenceForm(),
        "count_form": CountForm(initial={"people": found.people}),
        **_of(found),
    }
    return page(request, "outreach/defence/reprisal.html", context)


@require_POST
def withdraw_reprisal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete one's report with everything."""
    found, member = _found(request, public_id)
    operations.withdraw_reprisal(found, by=member, at=clock.now())
    say(request, _("The report is deleted, with its photos and steps."))
    return redirect("defence", found.committee.public_id)


def add_evidence(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more photo."""
    found, member = _found(request, public_id)
    permissions.add_evidence(member, found).enforce()
    is_sent = request.method == "POST"
    form = EvidenceForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        operations.add_evidence(found, photo=form.cleaned_data["photo"], by=member, at=clock.now())
        say(request, _("The photo is kept, sealed."))
        return redirect("reprisal", public_id)
    return page(request, "outreach/defence/add_evidence.html", {"form": form, **_of(found)})


@require_safe
def evidence(request: HttpRequest, public_id: str) -> HttpResponse:
    """The photo itself; kept by no browser."""
    found, _member = _photo(request, public_id)
    response = HttpResponse(found.sealed, content_type="image/jpeg")
    response["Content-Disposition"] = 'inline; filename="photo.jpg"'
    return response


@require_POST
def drop_evidence(request: HttpRequest, public_id: str) -> HttpResponse:
    """One photo less."""
    found, member = _photo(request, public_id)
    operations.drop_evidence(found, by=member, at=clock.now())
    say(request, _("The photo is deleted."))
    return redirect("reprisal", found.reprisal.public_id)


def note_step(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is done next."""
    found, member = _found(request, public_id)
    permissions.note_step(member, found).enforce()
    now = clock.now()
    form = StepForm(
        request.POST or None,
        today=now.astimezone(found.committee.timezone).date(),
        decisions=decided.resolutions(found.committee),
    )
    if request.method == "POST" and form.is_valid():
        following.note_step(
            found,
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            due_on=form.cleaned_data["due_on"],
            resolution=form.answering,
            by=member,
            at=now,
        )
        say(request, _("Noted. Whoever reported it reads this step, too."))
        return redirect("reprisal", public_id)
    return page(request, "outreach/defence/note_step.html", {"form": form, **_of(found)})


@require_POST
def finish_step(request: HttpRequest, public_id: str) -> HttpResponse:
    """Done."""
    rows = DefenceStep.objects.visible_to(request.user)
    step = find(rows.select_related("reprisal__committee"), public_id)
    member = membership_of(request.user, step.reprisal.committee)
    following.finish_step(step, by=member, at=clock.now())
    say(request, _("Done."))
    return redirect("reprisal", step.reprisal.public_id)


def count_reprisal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add it to the totals."""
    found, member = _found(request, public_id)
    permissions.count_reprisal(member, found).enforce()
    form = CountForm(request.POST or None, initial={"people": found.people})
    if request.method == "POST" and form.is_valid():
        following.count_reprisal(
            found, people=form.cleaned_data["people"], by=member, at=clock.now()
        )
        say(request, _("The totals hold it now: a number, and no person."))
        return redirect("reprisal", public_id)
    return page(request, "outreach/defence/count_reprisal.html", {"form": form, **_of(found)})


@limited
def name_defender(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Enter whom a meeting chose."""
    committee, member = own_committee(request, committee_id)
    resolutions = decided.resolutions(committee)
    permissions.name_defender(member, committee, resolutions[0] if resolutions else None).enforce()
    if request.method == "POST":
        consume("try_names", member=member.public_id)
    form = DefenderForm(request.POST or None, decisions=resolutions)
    if request.method == "POST" and form.is_valid():
        try:
            following.name_defender(
                committee,
                name=form.cleaned_data["name"],
                decision=form.decided,
                by=member,
                at=clock.now(),
            )
        except Refused as fault:
            form.add_error("name", str(fault))
        else:
            say(request, _("Entered. Every member can read who is chosen."))
            return redirect("defence", committee_id)
    context = {"committee": committee, "form": form}
    return page(request, "outreach/defence/name_defender.html", context)


@require_POST
def end_defence(request: HttpRequest, public_id: str) -> HttpResponse:
    """One is chosen no more."""
    rows = Defender.objects.visible_to(request.user)
    found = find(rows.select_related("committee"), public_id)
    member = membership_of(request.user, found.committee)
    following.end_defence(found, by=member, at=clock.now())
    say(request, _("This duty has ended. Its holder reads no report any more."))
    return redirect("defence", found.committee.public_id)


def _found(request: HttpRequest, public_id: str) -> tuple[Reprisal, Membership]:
    rows = Reprisal.objects.visible_to(request.user).filter(delete_at__gt=clock.now())
    found = find(rows.select_related("committee"), public_id)
    return found, membership_of(request.user, found.committee)


def _photo(request: HttpRequest, public_id: str) -> tuple[Evidence, Membership]:
    seen = Reprisal.objects.visible_to(request.user).filter(delete_at__gt=clock.now())
    rows = Evidence.objects.filter(reprisal__in=seen)
    found = find(rows.select_related("reprisal__committee"), public_id)
    return found, membership_of(request.user, found.reprisal.committee)


def _of(found: Reprisal) -> dict[str, Any]:
    back = reverse("defence", args=[found.committee.public_id])
    return {"reprisal": found, "committee": found.committee, "back": back}
