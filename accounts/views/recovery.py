"""Codes on paper for a lost mailbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms import RecoveryForm
from accounts.fresh import fresh_sign_in_required
from accounts.limits import consume, limited, network_of
from accounts.operations import recovery
from accounts.views.entry import enter
from core import clock
from core.decision import Refused
from core.http import page, signed_in
from core.middleware import public


@fresh_sign_in_required
def make_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Explain, then show new codes once."""
    user = signed_in(request)
    context: dict[str, object] = {"left": user.recovery_codes.count()}
    if request.method == "POST":
        context["codes"] = recovery.make_recovery_codes(user, by=user, at=clock.now())
    return page(request, "account/recovery_codes.html", context)


@public
@never_cache
@sensitive_post_parameters("code")
@limited
def use_recovery_code(request: HttpRequest) -> HttpResponse:
    """Sign in without the mailbox, and go on to the change of address."""
    if request.user.is_authenticated:
        return redirect("change-address")
    form = RecoveryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        consume("use_recovery_code", network=network_of(request))
        try:
            user = recovery.use_recovery_code(form.cleaned_data["code"], at=clock.now())
        except Refused as fault:
            form.add_error("code", str(fault))
        else:
            next_url = resolve_url("change-address")
            return enter(request, user, method="recovery_code", next_url=next_url)
    return page(request, "account/use_recovery_code.html", {"form": form})
