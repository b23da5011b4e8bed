"""One's own sessions, by the names one gave them; and the exit."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import SessionLabelForm
from accounts.models import Session
from accounts.operations import sessions as operations
from accounts.sessions import machine_now, row_key
from core import clock
from core.http import find, page, signed_in
from core.middleware import public


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Every browser in which one is signed in; this one first."""
    user = signed_in(request)
    rows = Session.objects.visible_to(user).live(machine_now()).defer("data")
    here = row_key(request.session.session_key or "")
    listed = sorted(rows, key=lambda row: (row.pk != here, row.label.casefold(), row.public_id))
    return page(request, "account/sessions.html", {"sessions": listed, "here": here})


def name_session(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a session a name."""
    user = signed_in(request)
    session = find(Session.objects.visible_to(user).live(machine_now()), public_id)
    form = SessionLabelForm(
        request.POST if request.method == "POST" else None, initial={"label": session.label}
    )
    if form.is_valid():
        operations.name_session(session, form.cleaned_data["label"], by=user)
        return redirect("sessions")
    return page(request, "account/name_session.html", {"form": form, "session": session})


@require_POST
def end_session(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign one browser out."""
    user = signed_in(request)
    session = find(Session.objects.visible_to(user), public_id)
    if session.pk == row_key(request.session.session_key or ""):
        logout(request)
        return redirect(settings.LOGOUT_REDIRECT_URL)
    operations.end_session(session, by=user)
    messages.success(request, _("That session has ended."))
    return redirect("sessions")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    user = signed_in(request)
    count = operations.end_other_sessions(
        user, cookie=request.session.session_key, by=user, at=clock.now()
    )
    sentence = ngettext(
        "%(count)d other session has ended, and the address of your calendar.",
        "%(count)d other sessions have ended, and the address of your calendar.",
        count,
    )
    messages.success(request, sentence % {"count": count})
    return redirect("sessions")


# Without the check of a token: a form that was open too long must not stop somebody who has to
# get away, and a forged request carries no session to end (the cookie is SameSite=Lax).
@public
@csrf_exempt
@require_POST
def leave_now(request: HttpRequest) -> HttpResponse:
    """The exit button: end the session, clear what this site left in the browser, go elsewhere."""
    logout(request)
    return _elsewhere()


def freeze_account(request: HttpRequest) -> HttpResponse:
    """Say what it ends; then end it all, and leave as by the exit."""
    user = signed_in(request)
    if request.method != "POST":
        return page(request, "account/freeze_account.html")
    operations.freeze_account(user, by=user, at=clock.now())
    logout(request)
    return _elsewhere()


def _elsewhere() -> HttpResponse:
    response = redirect("elsewhere")
    response["Clear-Site-Data"] = '"cache", "cookies"'
    response["Cache-Control"] = "no-store"
    for cookie in (settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME):
        response.delete_cookie(cookie, samesite="Lax")
    return response


@public
@require_safe
@never_cache
def elsewhere(request: HttpRequest) -> HttpResponse:
    """A page without this site's name on it."""
    return page(request, "account/elsewhere.html")
