"""Inviting, and what the invited see."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committees import permissions, tokens, ways_in
from committees.forms.joining import AcceptForm, ManyForm
from committees.models import Committee, Invitation, InvitationBatch, Membership
from committees.operations import batches, invitations
from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in
from core.markdown import to_html
from core.middleware import public
from core.speaking import say

SHOWN_FOR = timedelta(minutes=10)
_FRESH = "fresh_invitation"


@never_cache
def make_invitation(request: HttpRequest, public_id: str) -> HttpResponse:
    """One's own invitations; a fresh one is shown here for a while, and a reload makes no other."""
    committee, member = _own(request, public_id)
    now = clock.now()
    if request.method == "POST":
        made = invitations.make_invitation(committee, by=member, at=now)
        until = (now + SHOWN_FOR).isoformat()
        request.session[_FRESH] = {"token": made.token, "until": until}
        return redirect("make-invitation", public_id)
    context = {
        "committee": committee,
        "fresh": _fresh(request, committee, now),
        "may_make": permissions.make_invitation(member, committee, now),
        "may_invite_many": permissions.invite_many(member, committee, 0, now),
        "invitations": ways_in.open_invitations(member, now),
        "is_at_once": ways_in.admits_at_once(member),
    }
    return page(request, "committees/make_invitation.html", context)


@require_POST
def withdraw_invitation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make one's own link useless."""
    rows = Invitation.objects.visible_to(request.user).select_related("made_by", "committee")
    invitation = find(rows, public_id)
    member = membership_of(request.user, invitation.committee)
    invitations.withdraw_invitation(invitation, by=member, at=clock.now())
    messages.success(
        request,
        _("The invitation is withdrawn: its link opens nothing any more. You can make a new one."),
    )
    return redirect("make-invitation", invitation.committee.public_id)


def invite_many(request: HttpRequest, public_id: str) -> HttpResponse:
    """Addresses in, invitations out."""
    committee, member = _own(request, public_id)
    now = clock.now()
    may_invite = permissions.invite_many(member, committee, 0, now)
    form = ManyForm(request.POST or None, request.FILES or None)
    if form.is_bound and not may_invite:
        may_invite.enforce()
    if form.is_bound and form.is_valid():
        addresses = form.cleaned_data["list"]
        within_quota = permissions.invite_many(member, committee, len(addresses.rows), now)
        if within_quota:
            batch = batches.invite_many(committee, addresses, by=member, at=now)
            return redirect("invitation-batch", batch.public_id)
        form.add_error("addresses", str(within_quota.reason))
    context = {"committee": committee, "form": form, "may_invite": may_invite}
    return page(request, "committees/invite_many.html", context)


@require_safe
def invitation_batch(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far the mails of a batch have got, and the rows that were no addresses."""
    rows = InvitationBatch.objects.visible_to(request.user).select_related("committee")
    batch = find(rows.distinct(), public_id)
    context = {
        "batch": batch,
        "committee": batch.committee,
        "faults": ways_in.batch_faults(batch),
    }
    return page(request, "committees/invitation_batch.html", context)


@public
@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link opens, for anybody. Looking uses nothing, so previews of links are harmless."""
    found = ways_in.find_invitation(token)
    if found is None:
        return _unlisted(render(request, "committees/invitation_unknown.html", status=404))
    if _is_member(request, found.committee):
        return redirect("committee", found.committee.public_id)
    usable = permissions.accept_invitation(None, found, "", clock.now())
    if not usable:
        return _over(request, str(usable.reason))
    context = {
        "token": token,
        "invitation": found,
        "committee": found.committee,
        "aims": to_html(found.committee.aims),
        "is_at_once": ways_in.admits_at_once(found.made_by),
    }
    return _unlisted(page(request, "committees/invitation.html", context))


@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a name, and come in."""
    found = ways_in.find_invitation(token)
    if found is None:
        return _unlisted(render(request, "committees/invitation_unknown.html", status=404))
    committee, user = found.committee, signed_in(request)
    if _is_member(request, committee):
        return redirect("committee", committee.public_id)
    usable = permissions.accept_invitation(None, found, "", clock.now())
    if not usable:
        return _over(request, str(usable.reason))
    form = AcceptForm(request.POST or None, committee=committee)
    if form.is_bound and form.is_valid():
        name = form.cleaned_data["chosen_name"]
        came = invitations.accept_invitation(found, chosen_name=name, by=user, at=clock.now())
        if isinstance(came, Membership):
            messages.success(
                request,
                _(
                    "Welcome. You are a member now. You get a mail before every meeting and election."
                ),
            )
            return redirect("committee", committee.public_id)
        say(
            request,
            _("Your request is made. You get a mail when it is answered."),
            undo=reverse("withdraw-request", args=[came.public_id]),
        )
        return redirect("request-to-join", committee.public_id)
    context = {
        "committee": committee,
        "form": form,
        "is_at_once": ways_in.admits_at_once(found.made_by),
    }
    return _unlisted(page(request, "committees/accept_invitation.html", context))


@public
@csrf_exempt  # RFC 8058: a mail program sends this, without a cookie; the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_invitations(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks and changes nothing, since mail scanners open links; POST stops the mail."""
    digest = tokens.read_refusal(token)
    if digest is None:
        return _unlisted(render(request, "committees/invitation_unknown.html", status=404))
    if request.method == "POST":
        invitations.refuse_invitations(digest, at=clock.now())
    context = {"is_stopped": request.method == "POST"}
    return _unlisted(page(request, "committees/refuse_invitations.html", context))


def _own(request: HttpRequest, public_id: str) -> tuple[Committee, Membership]:
    rows = Committee.objects.of(signed_in(request)).select_related("campus")
    committee = find(rows, public_id)
    return committee, membership_of(request.user, committee)


def _is_member(request: HttpRequest, committee: Committee) -> bool:
    if not request.user.is_authenticated:
        return False
    return Membership.objects.active().filter(user=request.user, committee=committee).exists()


def _over(request: HttpRequest, reason: str) -> HttpResponse:
    """Used, withdrawn, too late: gone, and by whom is nobody's business."""
    context = {"reason": reason}
    return _unlisted(render(request, "committees/invitation_over.html", context, status=410))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _fresh(request: HttpRequest, committee: Committee, now: datetime) -> ways_in.Shared | None:
    """The invitation just made in this session, of which only the session still knows the link."""
    held = request.session.get(_FRESH)
    if held is None:
        return None
    found = ways_in.find_invitation(held["token"])
    is_over = now >= datetime.fromisoformat(held["until"])
    if found is None or is_over or not permissions.accept_invitation(None, found, "", now):
        del request.session[_FRESH]
        return None
    return ways_in.shared(found, held["token"]) if found.committee == committee else None
