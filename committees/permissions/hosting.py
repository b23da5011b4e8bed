"""What the host of the server may do with committees, from outside; nothing here lets anybody in."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.operators import is_operator
from committees.models import (
    Committee,
    Founding,
    FoundingCode,
    FoundingRequest,
    FoundingRequestStatus,
    HostChoices,
    MisuseReport,
    MisuseReportStatus,
)
from core.decision import ALLOWED, Decision, denied


def choose_hosting(by: User) -> Decision:
    """Whoever runs the server; so for all that follows but asking and taking back."""
    if not by.is_active or not is_operator(by):
        return denied(_("This is for who runs the server."))
    return ALLOWED


make_founding_code = choose_hosting


def revoke_founding_code(by: User, code: FoundingCode) -> Decision:
    if not (host := choose_hosting(by)):
        return host
    if code.revoked_at is not None:
        return denied(_("This code is revoked already."))
    return ALLOWED


def ask_to_found(user: User) -> Decision:
    """Anybody, while the host looks at new committees first; one request at a time."""
    if not user.is_active:
        return denied(_("This account is closed."))
    if HostChoices.now().founding != Founding.REVIEW:
        return denied(_("Nobody has to be asked: found the committee at once."))
    if FoundingRequest.objects.waiting().filter(user=user).exists():
        return denied(_("You have asked already. Wait for the answer, or take the request back."))
    return ALLOWED


def take_back_founding_request(user: User, request: FoundingRequest) -> Decision:
    """Whoever asked, at any time."""
    if request.user_id != user.pk:
        return denied(_("Only who asked can take it back."))
    return ALLOWED


def accept_founding_request(by: User, request: FoundingRequest) -> Decision:
    if not (host := choose_hosting(by)):
        return host
    if not request.can_become(FoundingRequestStatus.ACCEPTED):
        return denied(_("This request is answered already."))
    return ALLOWED


decline_founding_request = accept_founding_request


def suspend_committee(by: User, committee: Committee) -> Decision:
    """With a reason that its members read."""
    if not (host := choose_hosting(by)):
        return host
    if not committee.is_alive:
        return denied(_("This committee is dissolved."))
    if committee.is_suspended:
        return denied(_("This committee is suspended already."))
    return ALLOWED


def lift_committee_suspension(by: User, committee: Committee) -> Decision:
    if not (host := choose_hosting(by)):
        return host
    if not committee.is_suspended:
        return denied(_("This committee is not suspended."))
    return ALLOWED


def answer_report(by: User, report: MisuseReport) -> Decision:
    if not (host := choose_hosting(by)):
        return host
    if not report.can_become(MisuseReportStatus.ANSWERED):
        return denied(_("This report is answered already, or closed."))
    return ALLOWED


close_report = answer_report
