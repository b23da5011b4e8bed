"""Joint meetings: calling one, inviting, answering, and the results side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees import campus_search
from committees.models import Committee, Membership
from committees.names import one_line
from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in
from core.speaking import say
from meetings import permissions, roles, states
from meetings.forms.joint import CallJointForm
from meetings.fragments import fragment, kept, mark
from meetings.models import JointMeeting, JointPart, Meeting, MeetingStatus
from meetings.operations import hall_stack, log
from meetings.operations import joint as operations
from meetings.queries import joint as queries
from meetings.views.meetings import found_for
from meetings.views.stale import is_old, seen, to_chair, was_overtaken

MOST_CAMPUSES = 20


@require_safe
def joint_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who meets together, and what each committee has decided."""
    found, members = _found(request, public_id)
    shown = queries.joint_page(found, members, clock.now())
    return page(
        request,
        "meetings/joint/joint_meeting.html",
        _context(found, shown, code=request.GET.get("code", "")[:20]),
    )


@require_safe
def joint_now(request: HttpRequest, public_id: str) -> HttpResponse:
    """The parts of that page which change, with the end of the reader's own meeting as the last."""
    found, members = _found(request, public_id)
    mine = sorted(one.committee_id for one in members)
    own = found.meetings.filter(committee__in=mine)
    followed = own.exclude(status=MeetingStatus.CANCELLED).order_by("pk").first()
    if followed is None:
        raise Http404

    def parts() -> str:
        shown = queries.joint_page(found, members, clock.now())
        return render_to_string(
            "meetings/joint/joint_now.html", _context(found, shown, followed), request
        )

    # The same for all who are in the same committees, and call for the same.
    calls = any(roles.coordinates(one, one.committee) for one in members)
    of = f"joint:{mine}:{calls}"
    return fragment(request, followed, lambda: kept(followed, parts, of=of))


@require_safe
def attend_joint_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """The code on the screen of the hall is everybody's: to the door of one's own committee."""
    found, members = _found(request, public_id)
    mine = [one.committee_id for one in members]
    meetings = list(found.meetings.filter(committee__in=mine).order_by("pk"))
    code = urlencode({"code": request.GET.get("code", "")[:20]})
    if len(meetings) != 1:  # who is a member of two says so at each door
        return redirect(f"{reverse('joint-meeting', args=[public_id])}?{code}")
    return redirect(f"{reverse('attend-meeting', args=[meetings[0].public_id])}?{code}")


def call_joint_meeting(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Call a meeting to which other committees are invited next."""
    committee = find(Committee.objects.visible_to(request.user), committee_id)
    member, now = membership_of(request.user, committee), clock.now()
    committee = member.committee
    permissions.call_joint_meeting(member, committee).enforce()
    form = CallJointForm(request.POST or None, committee=committee, at=now)
    if request.method == "POST" and form.is_valid():
        called = operations.call_joint_meeting(
            committee, kind=form.cleaned_data["kind"], details=form.details(), by=member, at=now
        )
        say(request, _("The meeting is called. Next, invite the committees with whom you meet."))
        return redirect("invite-committee", called.public_id)
    context = {"committee": committee, "form": form, "more_is_open": form.more_is_open}
    return page(request, "meetings/joint/call_joint_meeting.html", context)


def invite_committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """Find another committee, and invite it."""
    found, members = _found(request, public_id)
    host = next((one for one in members if one.committee_id == found.host_id), None)
    if host is None:
        raise Http404
    now = clock.now()
    permissions.invite_committee(host, found, now).enforce()
    if request.method == "POST":
        to = find(Committee.objects.visible_to(None), one_line(request.POST.get("committee", "")))
        operations.invite_committee(found, committee=to, by=host, at=now)
        say(request, _("Invited. The coordinators of that committee get a mail and a notice."))
        return redirect("joint-meeting", public_id)
    typed = one_line(request.GET.get("q", "")[:200])
    is_enough = campus_search.is_enough(typed)
    campuses = campus_search.search(typed).values_list("pk", flat=True)[:MOST_CAMPUSES]
    context = {
        "joint": found,
        "leading": _leading(found),
        "typed": typed,
        "is_enough": is_enough,
        "committees": queries.committees_to_invite(found, list(campuses), typed)
        if is_enough
        else [],
    }
    return page(request, "meetings/joint/invite_committee.html", context)


@require_POST
def accept_joint_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """One's own committee takes part."""
    part, member = _part(request, public_id)
    operations.accept_joint_meeting(part, by=member, at=clock.now())
    say(request, _("Your committee takes part. Its members get the notice now."))
    return redirect("joint-meeting", part.joint.public_id)


@require_POST
def decline_joint_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """One's own committee does not take part."""
    part, member = _part(request, public_id)
    operations.decline_joint_meeting(part, by=member, at=clock.now())
    say(request, _("Your committee does not take part. The others are told."))
    return redirect("committee-meetings", part.committee.public_id)


@require_POST
def withdraw_from_joint_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """One's own committee takes part no longer."""
    part, member = _part(request, public_id)
    operations.withdraw_from_joint_meeting(part, by=member, at=clock.now())
    say(request, _("Your committee has withdrawn. Its members are told."))
    return redirect("committee-meetings", part.committee.public_id)


@require_POST
def hand_chair_to_committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """A member of another committee chairs from now on."""
    found, members = _found(request, public_id)
    leading = _leading(found)
    rows = found.meetings.exclude(pk=leading.pk).select_related("committee", "joint__host")
    to = find(rows, request.POST.get("meeting", ""))
    by = _chairing(members, leading, found)
    operations.hand_chair_to_committee(leading, to=to, by=by, at=clock.now())
    say(request, _("The chair is handed on."))
    return redirect("joint-meeting", public_id)


@require_POST
def hear_committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next on another committee's list has the floor."""
    found, member = found_for(request, public_id)
    if is_old(request, found, member):
        return to_chair(found, member)
    rows = Committee.objects.filter(joint_parts__joint=found.joint_id)
    other = find(rows, request.POST.get("committee", ""))
    try:
        hall_stack.hear_committee(
            found, committee=other, by=member, at=clock.now(), seen=seen(request)
        )
    except log.Stale:
        if not was_overtaken(request, found, member):
            raise
    return to_chair(found, member)


def _found(request: HttpRequest, public_id: str) -> tuple[JointMeeting, list[Membership]]:
    """A joint meeting that the reader may see, and the reader's memberships in it; 404 otherwise."""
    user = signed_in(request)
    rows = JointMeeting.objects.visible_to(user).filter(leading__isnull=False)
    found = find(rows.select_related("host", "leading__committee__campus"), public_id)
    members = Membership.objects.active().filter(
        user=user, committee__joint_parts__in=JointPart.objects.visible_to(user).filter(joint=found)
    )
    return found, list(members.select_related("committee__campus").order_by("pk"))


def _part(request: HttpRequest, public_id: str) -> tuple[JointPart, Membership]:
    rows = JointPart.objects.visible_to(request.user)
    rows = rows.select_related("committee__campus", "joint__host", "joint__leading")
    found = find(rows, public_id)
    return found, membership_of(request.user, found.committee)


def _context(
    found: JointMeeting, shown: queries.JointPage, followed: Meeting | None = None, code: str = ""
) -> dict[str, object]:
    followed = followed or shown.followed
    return {
        "page": shown,
        "joint": found,
        "followed": followed,
        "mark": mark(followed) if followed else "",
        "milliseconds": states.milliseconds(clock.now()),
        "code": code,
    }


def _leading(found: JointMeeting) -> Meeting:
    """Where the chair sits; `_found` finds no other."""
    assert found.leading is not None
    return found.leading


def _chairing(members: list[Membership], leading: Meeting, found: JointMeeting) -> Membership:
    """Of the reader's memberships that of the committee which has the chair, else the host's."""
    by_committee = {one.committee_id: one for one in members}
    chairing = by_committee.get(leading.committee_id) or by_committee.get(found.host_id)
    return chairing or members[0]
