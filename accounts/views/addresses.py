"""Changing the one address, and proving that it is still you."""

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from accounts import codes, proofs
from accounts.forms import NewAddressForm
from accounts.fresh import fresh_sign_in_required
from accounts.limits import limited
from accounts.views.entry import safe_next, send_code
from core.http import page, signed_in


@sensitive_post_parameters("code", "passkey")
@limited
def confirm_identity(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor; where there is none, mail a code to the account's own address."""
    user = signed_in(request)
    next_url = safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    if proofs.has_factor(user):
        proof = proofs.ask(request, user)
        if proof.method:
            method = f"second_{proof.method}"
            record_authentication(request, user, method=method, reauthenticated=True)
            return redirect(next_url or "account")
        context = {"form": proof.form, "passkey": proof.passkey, "proof": proof, "next": next_url}
        return page(request, "account/confirm_by_factor.html", context)
    if request.method == "POST":
        pending = codes.Pending("confirm", user.email, next_url)
        return send_code(request, pending) or redirect("enter-code")
    return page(request, "account/confirm_identity.html", {"next": next_url})


@fresh_sign_in_required
@sensitive_post_parameters("address")
@limited
def change_address(request: HttpRequest) -> HttpResponse:
    """Ask for the new address and mail a code to it; the account moves when the code comes back."""
    user = signed_in(request)
    form = NewAddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.cleaned_data["address"] == user.email:
        form.add_error("address", _("This is your address already."))
    if form.is_valid():
        pending = codes.Pending("change", form.cleaned_data["address"], "")
        return send_code(request, pending) or redirect("enter-code")
    return page(request, "account/change_address.html", {"form": form})
