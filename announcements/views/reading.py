"""Announcements as members read them, and as coordinators see them before they go out."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from announcements import audiences, marks, permissions, queries
from announcements.models import Announcement, AnnouncementStatus
from announcements.operations.sending import going_at
from committees.models import Committee, Membership, Office
from committees.names import one_line
from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in

ON_A_PAGE = 30
LONGEST_SEARCH = 100


@require_safe
def announcements(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the member may read, all or those in which words stand; for coordinators drafts, too."""
    committee, member = own_committee(request, public_id)
    now = clock.now()
    words = one_line(request.GET.get("q", "")[:LONGEST_SEARCH])
    rows = Announcement.objects.readable_by(member, now).search(words).top_first()
    is_coordinator = member.holds(Office.COORDINATOR)
    context = {
        "committee": committee,
        "words": words,
        "announcements": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "unsent": queries.unsent(member, now) if is_coordinator and not words else [],
        "may_write": permissions.write_announcement(member, committee),
    }
    return page(request, "announcements/announcements.html", context)


@require_safe
def announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """One announcement as members read it; those in office send it or take it back from here."""
    found, member = found_for(request, public_id)
    now = clock.now()
    is_coordinator = member.holds(Office.COORDINATOR)
    context = {
        "announcement": found,
        "committee": found.committee,
        "told": queries.told(found, request.GET.get("in", "")),
        "is_out": found.is_out(now),
        "is_coordinator": is_coordinator,
        "going": queries.going(found) if is_coordinator and found.is_out(now) else None,
    }
    if not found.is_out(now):
        context |= _before(found, member)
    elif is_coordinator:
        context |= {
            "may_pin": permissions.pin_announcement(member, found, now),
            "may_unpin": permissions.unpin_announcement(member, found),
        }
    return page(request, "announcements/announcement.html", context)


def _before(found: Announcement, member: Membership) -> dict[str, object]:
    """What those in office see until it goes out."""
    now = clock.now()
    due_at = going_at(found, now)
    readers = audiences.within_a_day(found, due_at)
    is_draft = found.status == AnnouncementStatus.DRAFT
    may_send = permissions.send_announcement(member, found, going_at=due_at, readers=readers)
    told = {one.language for one in found.translations.all()}
    return {
        "reach": queries.reach(found),
        "seen": marks.of_all(found),
        "takes_two": readers > permissions.ONE_PERSON_TELLS,
        "one_person_tells": permissions.ONE_PERSON_TELLS,
        "due_at": found.sent_at or due_at,
        "may_send": may_send if is_draft else None,
        "may_confirm": permissions.confirm_announcement(member, found, going_at=due_at),
        "may_recall": permissions.recall_announcement(member, found, now),
        "mail": queries.as_mail(found, get_language() or found.language),
        "other_languages": [
            (code, name, code in told)
            for code, name in settings.LANGUAGES
            if code != found.language
        ],
    }


def own_committee(request: HttpRequest, public_id: str) -> tuple[Committee, Membership]:
    """A committee of this person, and their membership; 404 for any other."""
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    return committee, membership_of(request.user, committee)


def found_for(request: HttpRequest, public_id: str) -> tuple[Announcement, Membership]:
    """An announcement this person may see, and their membership; else 404."""
    rows = Announcement.objects.visible_to(request.user, clock.now()).select_related(
        "committee__campus", "meeting", "proposed_by"
    )
    found = find(rows, public_id)
    return found, membership_of(request.user, found.committee)
