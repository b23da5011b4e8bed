"""One door for everybody: an address, a code; for who is new, one more question."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts import codes, demo, emails, passkeys, permissions, proofs, second_step
from accounts.addresses import is_school_address
from accounts.forms import AgeForm, CodeForm, PasskeyForm, SignInForm
from accounts.limits import consume, limited, network_of
from accounts.models import Session, User
from accounts.operations import people
from accounts.operators import is_operator
from accounts.sessions import machine_now
from core import clock
from core.http import page, signed_in
from core.middleware import public

_SINGLE = ("code", "recovery_code")  # what proves no more than the mailbox, or stands for it


def safe_next(request: HttpRequest, url: str) -> str:
    """`url` where it leads to a page of this site, else nothing."""
    is_ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if is_ours and url.startswith("/") else ""


def send_code(request: HttpRequest, pending: codes.Pending) -> HttpResponse | None:
    """Count, mail, remember; a page in place of `None` where the mail server is away."""
    consume("send_code", address=pending.address, network=network_of(request))
    try:
        codes.send(request, pending)
    except emails.MailAway:
        return render(request, "account/mail_away.html", status=503)
    return None


def enter(request: HttpRequest, user: User, *, method: str, next_url: str) -> HttpResponse:
    """Sign `user` in through allauth, and go where they were going; a second factor is asked first."""
    if method in _SINGLE and proofs.has_factor(user):
        second_step.begin(request, user, method=method, next_url=next_url)
        return redirect("enter-second-factor")
    if user.is_active:
        people.prove_address(user)
    record_authentication(request, user, method=method)
    login = Login(user=user, email=user.email, redirect_url=next_url or None)
    response: HttpResponse = perform_login(request, login)
    return response


@public
@never_cache
@sensitive_post_parameters("address")
@limited
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address and mail a code to it, whoever it is."""
    next_url = safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(next_url or resolve_url(settings.LOGIN_REDIRECT_URL))
    form = SignInForm(
        request.POST if request.method == "POST" else None, initial={"next": next_url}
    )
    if form.is_valid():
        pending = codes.Pending("enter", form.cleaned_data["address"], next_url)
        return send_code(request, pending) or redirect("enter-code")
    context = {"form": form, "people": demo.people(), "next": next_url}
    return page(request, "account/sign_in.html", context)


@public
@never_cache
@sensitive_post_parameters("code")
@limited
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the mailed code, and finish what it was for."""
    pending = codes.pending(request)
    if pending is None or (pending.purpose != "enter" and not request.user.is_authenticated):
        return redirect("sign-in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        consume("enter_code", code=pending.digest, network=network_of(request))
        if codes.matches(request, pending, form.cleaned_data["code"]):
            return _FINISH[pending.purpose](request, pending)
        form.add_error(
            "code",
            _("This is not the code we sent. Look at the newest mail.")
            if pending.is_alive
            else _("This code can no longer be used. Ask for a new one."),
        )
    context = {
        "form": form,
        "pending": pending,
        "is_school": is_school_address(pending.address),
        "minutes": settings.CODE_SECONDS // 60,
    }
    return page(request, "account/enter_code.html", context)


@public
@never_cache
@sensitive_post_parameters("code", "passkey")
@limited
def enter_second_factor(request: HttpRequest) -> HttpResponse:
    """After the mailbox: a passkey, the app's code, or a recovery code in place of a lost phone."""
    found = second_step.waiting(request)
    if found is None or request.user.is_authenticated:
        return redirect("sign-in")
    step, user = found
    proof = proofs.ask(request, user)
    if proof.method:
        second_step.end(request)
        record_authentication(request, user, method=step.method)
        return enter(request, user, method=f"second_{proof.method}", next_url=step.next)
    context = {"form": proof.form, "passkey": proof.passkey, "proof": proof}
    return page(request, "account/enter_second_factor.html", context)


@public
@never_cache
@sensitive_post_parameters("passkey")
@limited
def use_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in by a passkey alone: no address is asked, and none is told from another."""
    next_url = safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(next_url or resolve_url(settings.LOGIN_REDIRECT_URL))
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        consume("use_passkey", network=network_of(request))
        try:
            user = passkeys.proved(request, form.cleaned_data["passkey"])
        except passkeys.Faulty:
            form.add_error(None, _("No account here has this passkey. Sign in by mail."))
        else:
            return enter(request, user, method="passkey", next_url=next_url)
    context = {"form": form, "options": passkeys.request_options(request), "next": next_url}
    return page(request, "account/use_passkey.html", context)


@public
@require_POST
@limited
def resend_code(request: HttpRequest) -> HttpResponse:
    """Mail a new code to the same address; the old one stops working."""
    pending = codes.pending(request)
    if pending is None:
        return redirect("sign-in")
    if refusal := send_code(request, pending):
        return refusal
    messages.success(request, _("A new code is on its way. Only the newest one works."))
    return redirect("enter-code")


@public
@never_cache
@sensitive_post_parameters("age")
def sign_up(request: HttpRequest) -> HttpResponse:
    """The one question for who is new; nothing is kept before it is answered."""
    proved = codes.proved(request)
    if proved is None or request.user.is_authenticated:
        return redirect("sign-in")
    address, next_url = proved
    form = AgeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        age = form.cleaned_data["age"]
        request.session.flush()
        if not permissions.sign_up(age):
            return render(request, "account/too_young.html", status=403)
        language = get_language() or ""
        user = people.sign_up(address, age=age, language=language, at=clock.now())
        return enter(request, user, method="code", next_url=next_url)
    context = {"form": form, "address": address, "next": next_url}
    return page(request, "account/sign_up.html", context)


def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask once, then end this browser's session."""
    if request.method != "POST":
        return page(request, "account/sign_out.html")
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Everything about one's account on one page."""
    user = signed_in(request)
    context = {
        "recovery_codes": user.recovery_codes.count(),
        "factors": user.second_factors.count(),
        "is_school": is_school_address(user.email),
        "sessions": Session.objects.visible_to(user).live(machine_now()).count(),
        "language_name": dict(settings.LANGUAGES).get(get_language() or "", ""),
        "is_operator": is_operator(user),
    }
    return page(request, "account/account.html", context)


def _finish_entering(request: HttpRequest, pending: codes.Pending) -> HttpResponse:
    user = User.objects.filter(email=pending.address).first()
    if user is None:
        codes.keep_proved(request, pending)
        return redirect("sign-up")
    return enter(request, user, method="code", next_url=pending.next)


def _finish_confirming(request: HttpRequest, pending: codes.Pending) -> HttpResponse:
    user = signed_in(request)
    # Meanwhile a second factor may have been added: then the mailbox is not enough.
    if pending.address == user.email and not proofs.has_factor(user):
        record_authentication(request, request.user, method="code", reauthenticated=True)
    return redirect(pending.next or "account")


def _finish_changing(request: HttpRequest, pending: codes.Pending) -> HttpResponse:
    user = signed_in(request)
    cookie = request.session.session_key
    people.change_address(user, pending.address, cookie=cookie, by=user, at=clock.now())
    sentence = _("Your address was changed. Codes go there from now on; other sessions have ended.")
    messages.success(request, sentence)
    return redirect("account")


_FINISH = {
    "enter": _finish_entering,
    "confirm": _finish_confirming,
    "change": _finish_changing,
}
