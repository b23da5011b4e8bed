"""Minutes: the page, editing them, what changed, their file, and approving them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.decision import Refused
from core.http import find, page
from core.markdown import to_html
from core.speaking import say
from meetings import permissions
from meetings.differences import compare
from meetings.forms.records import MinutesForm
from meetings.minutes_text import language_of
from meetings.models import Minutes
from meetings.operations import log
from meetings.operations import minutes as operations
from meetings.queries import records as queries
from meetings.views.stale import as_it_is, is_old, seen, to_chair, was_overtaken


@require_safe
def minutes(request: HttpRequest, public_id: str) -> HttpResponse:
    """The minutes of one meeting, whether they are approved, and how to check that."""
    found, member = minutes_for(request, public_id)
    context = {
        **_of(found),
        "page": queries.minutes_page(found, member, clock.now()),
        "text": to_html(found.text),
        "language": language_of(found.meeting),
    }
    return page(request, "meetings/records/minutes.html", context)


def edit_minutes(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change the draft; every version is kept."""
    found, member = minutes_for(request, public_id)
    permissions.edit_minutes(member, found).enforce()
    newest = operations.newest(found)
    form = MinutesForm(request.POST or None, newest=newest, initial={"text": found.text})
    if form.is_bound and form.is_valid():
        operations.edit_minutes(
            found, text=form.cleaned_data["text"], seen=newest, by=member, at=clock.now()
        )
        say(request, _("Saved. Members see the text, and what was changed."))
        return redirect("minutes", public_id)
    context = {**_of(found), "form": form, "newest": newest}
    return page(request, "meetings/records/edit_minutes.html", context)


@require_safe
def minutes_changes(request: HttpRequest, public_id: str) -> HttpResponse:
    """What differs between two versions; without a choice, the newest and the one before."""
    found, _member = minutes_for(request, public_id)
    versions = queries.versions_of(found)
    newest = versions[0].number
    later = _chosen(request.GET.get("to", ""), newest, newest)
    earlier = _chosen(request.GET.get("from", ""), newest, max(1, later - 1))
    texts = dict(found.versions.filter(number__in=[earlier, later]).values_list("number", "text"))
    context = {
        **_of(found),
        "versions": versions,
        "earlier": earlier,
        "later": later,
        "lines": compare(texts[earlier], texts[later]) if texts[earlier] != texts[later] else [],
    }
    return page(request, "meetings/records/minutes_changes.html", context)


@require_safe
def minutes_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The text as a file, whose hash anybody can compute."""
    found, _member = minutes_for(request, public_id)
    response = HttpResponse(found.text.encode(), content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="minutes.md"'
    return response


@require_POST
def approve_minutes(request: HttpRequest, public_id: str) -> HttpResponse:
    """One tap of the chair, where nobody objects."""
    found, member = minutes_for(request, public_id)
    meeting = queries.running_after(found)
    if meeting is None:
        raise Refused(_("Minutes are approved by a later meeting, while it is open."))
    if is_old(request, meeting, member):
        return to_chair(meeting, member)
    try:
        operations.approve_minutes(
            found, in_meeting=meeting, by=member, at=clock.now(), seen=seen(request)
        )
    except log.Stale:
        if not was_overtaken(request, as_it_is(meeting), member):
            raise
        return to_chair(meeting, member)
    say(request, _("The minutes are approved. Nobody changes them any more."))
    return redirect("minutes", public_id)


def minutes_for(request: HttpRequest, public_id: str) -> tuple[Minutes, Membership]:
    """Minutes that the reader may see, and the reader's membership; 404 otherwise."""
    visible = Minutes.objects.visible_to(request.user, clock.now()).select_related(
        "meeting__committee__campus", "approved_in"
    )
    found = find(visible, public_id)
    return found, membership_of(request.user, found.meeting.committee)


def _chosen(typed: str, newest: int, usual: int) -> int:
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else usual
    return number if 1 <= number <= newest else usual


def _of(found: Minutes) -> dict[str, object]:
    return {"minutes": found, "meeting": found.meeting, "committee": found.meeting.committee}
