"""Passkeys and the authenticator app: what one has, adding, naming, removing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts import authenticator, passkeys, permissions
from accounts.forms import AuthenticatorForm, NewPasskeyForm, SessionLabelForm
from accounts.fresh import fresh_sign_in_required
from accounts.limits import consume, limited, network_of
from accounts.models import FactorKind, SecondFactor, User
from accounts.operations import second_factors as operations
from core import clock, qr
from core.http import find, page, signed_in


@require_safe
def second_factors(request: HttpRequest) -> HttpResponse:
    """What one has, why, and what to do when the phone is lost."""
    user = signed_in(request)
    rows = list(SecondFactor.objects.visible_to(user).order_by("kind", "pk"))
    context = {
        "factors": rows,
        "has_authenticator": any(row.kind == FactorKind.AUTHENTICATOR for row in rows),
        "recovery_codes": user.recovery_codes.count(),
    }
    return page(request, "account/second_factors.html", context)


@fresh_sign_in_required
@sensitive_post_parameters("passkey")
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Have the browser make a passkey, and keep what it proves itself by."""
    user = signed_in(request)
    may_add = permissions.add_passkey(user, user)
    form = NewPasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            credential = passkeys.made(request, form.cleaned_data["passkey"])
        except passkeys.Faulty:
            form.add_error(None, _("The browser made no passkey that we can use. Try it again."))
        else:
            cookie, label = request.session.session_key, form.cleaned_data["label"]
            operations.add_passkey(
                user, credential=credential, label=label, cookie=cookie, by=user, at=clock.now()
            )
            return _added(
                request, user, _("Your passkey works now. Other browsers are signed out.")
            )
    options = passkeys.creation_options(request, user) if may_add else ""
    context = {"form": form, "options": options, "may_add": may_add}
    return page(request, "account/add_passkey.html", context)


@fresh_sign_in_required
@sensitive_post_parameters("code")
@limited
def add_authenticator(request: HttpRequest) -> HttpResponse:
    """Show the seed as a QR code and in letters; it is kept once the app's code proves it."""
    user = signed_in(request)
    seed = authenticator.offered_seed(request)
    form = AuthenticatorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        consume("enter_second_factor", account=user.public_id, network=network_of(request))
        if authenticator.matches(seed, form.cleaned_data["code"]):
            del request.session[authenticator.SLOT]
            cookie = request.session.session_key
            operations.add_authenticator(user, seed=seed, cookie=cookie, by=user, at=clock.now())
            return _added(
                request, user, _("Your authenticator app works now. Other browsers are signed out.")
            )
        form.add_error("code", _("This is not the code of now. Wait for the next one."))
    address = authenticator.address_of(seed, request)
    context = {
        "form": form,
        "code": qr.svg(address, _("QR code for the authenticator app")),
        "address": address,
        "seed": " ".join(seed[i : i + 4] for i in range(0, len(seed), 4)),
        "host": passkeys.host_of(request),
        "replaces": user.second_factors.filter(kind=FactorKind.AUTHENTICATOR).exists(),
    }
    return page(request, "account/add_authenticator.html", context)


def name_second_factor(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give it a name."""
    user = signed_in(request)
    factor = find(SecondFactor.objects.visible_to(user), public_id)
    form = SessionLabelForm(
        request.POST if request.method == "POST" else None, initial={"label": factor.label}
    )
    if form.is_valid():
        operations.name_second_factor(factor, form.cleaned_data["label"], by=user)
        return redirect("second-factors")
    return page(request, "account/name_second_factor.html", {"form": form, "factor": factor})


@fresh_sign_in_required
def remove_second_factor(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what that means, then remove it."""
    user = signed_in(request)
    factor = find(SecondFactor.objects.visible_to(user), public_id)
    if request.method == "POST":
        operations.remove_second_factor(factor, by=user, at=clock.now())
        messages.success(request, _("It is removed, and opens nothing any more."))
        return redirect("second-factors")
    others = SecondFactor.objects.visible_to(user).exclude(pk=factor.pk)
    context = {"factor": factor, "is_last": not others.exists()}
    return page(request, "account/remove_second_factor.html", context)


def _added(request: HttpRequest, user: User, sentence: str) -> HttpResponse:
    """Back to the list; to the recovery codes first where there are none for a lost phone."""
    messages.success(request, sentence)
    if user.recovery_codes.exists():
        return redirect("second-factors")
    messages.info(
        request, _("Print recovery codes next: without them a lost phone is a lost account.")
    )
    return redirect("make-recovery-codes")
