"""Announcements: the list, one of them, writing, trying out, sending, taking back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees import permissions, queries, ways_in
from committees.forms.announcements import AnnouncementForm
from committees.models import Announcement, Committee, Membership, Office
from committees.operations import announcements as operations
from core import clock
from core.http import find, page, signed_in
from core.markdown import to_html


@require_safe
def announcements(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the member may read; for coordinators their drafts, too."""
    committee, member = _own(request, public_id)
    now = clock.now()
    is_coordinator = member.holds(Office.COORDINATOR)
    context = {
        "committee": committee,
        "announcements": ways_in.announcements(member, now),
        "unsent": ways_in.unsent(member, now) if is_coordinator else [],
        "may_write": permissions.write_announcement(member, committee),
    }
    return page(request, "committees/announcements.html", context)


@require_safe
def announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """One announcement as members read it; coordinators send or take it back from here."""
    found, member = _found(request, public_id)
    now = clock.now()
    is_coordinator = member.holds(Office.COORDINATOR)
    context = {
        "announcement": found,
        "committee": found.committee,
        "text": to_html(found.text),
        "is_out": found.is_out(now),
        "is_coordinator": is_coordinator,
        "may_send": permissions.send_announcement(member, found, now),
        "going": ways_in.going(found) if is_coordinator else None,
        "members": queries.members_count(found.committee) if is_coordinator else None,
    }
    return page(request, "committees/announcement.html", context)


def write_announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin one; the next page shows it as it will be read."""
    committee, member = _own(request, public_id)
    permissions.write_announcement(member, committee).enforce()
    form = AnnouncementForm(request.POST or None)
    if form.is_bound and form.is_valid():
        draft = operations.write_announcement(
            committee, **form.cleaned_data, by=member, at=clock.now()
        )
        return redirect("announcement", draft.public_id)
    context = {"committee": committee, "form": form}
    return page(request, "committees/write_announcement.html", context)


def edit_announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a draft."""
    found, member = _found(request, public_id)
    permissions.edit_announcement(member, found).enforce()
    form = AnnouncementForm(
        request.POST or None, initial={"title": found.title, "text": found.text}
    )
    if form.is_bound and form.is_valid():
        operations.edit_announcement(found, **form.cleaned_data, by=member, at=clock.now())
        return redirect("announcement", found.public_id)
    context = {"committee": found.committee, "form": form, "announcement": found}
    return page(request, "committees/write_announcement.html", context)


@require_POST
def send_copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mail a draft to oneself."""
    found, member = _found(request, public_id)
    operations.send_copy(found, by=member, at=clock.now())
    messages.success(request, _("A copy is on its way to you alone. Read it, then send it to all."))
    return redirect("announcement", public_id)


@require_POST
def send_announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send it to every member, in five minutes."""
    found, member = _found(request, public_id)
    operations.send_announcement(found, by=member, at=clock.now())
    return redirect("announcement", public_id)  # whose page says when it goes, and takes it back


@require_POST
def recall_announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take it back before it goes out."""
    found, member = _found(request, public_id)
    operations.recall_announcement(found, by=member, at=clock.now())
    messages.success(request, _("Taken back. It is a draft again, and nobody has got it."))
    return redirect("announcement", public_id)


def _own(request: HttpRequest, public_id: str) -> tuple[Committee, Membership]:
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    return committee, queries.membership_of(request.user, committee)


def _found(request: HttpRequest, public_id: str) -> tuple[Announcement, Membership]:
    rows = Announcement.objects.visible_to(request.user, clock.now()).select_related("committee")
    found = find(rows, public_id)
    return found, queries.membership_of(request.user, found.committee)
