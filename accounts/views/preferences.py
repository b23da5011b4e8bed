"""Language and time zone, and leaving for good."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.forms import PreferencesForm
from accounts.operations import people
from accounts.views.entry import safe_next
from core import clock
from core.http import page, signed_in
from core.middleware import public


def set_preferences(request: HttpRequest) -> HttpResponse:
    """One's own language and time zone."""
    user = signed_in(request)
    initial = {"language": user.language, "timezone": str(user.timezone or "")}
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        people.set_preferences(
            user,
            language=form.cleaned_data["language"],
            timezone=form.cleaned_data["timezone"],
            by=user,
            at=clock.now(),
        )
        with translation.override(form.cleaned_data["language"] or translation.get_language()):
            messages.success(request, _("Your language and time zone are kept."))
        return redirect("set-preferences")
    return page(request, "account/preferences.html", {"form": form})


# Without the check of a token, which would put a cookie on every public page; a request that
# another site caused is refused by what the browser says about it.
@public
@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """A visitor's language, kept in a cookie; a member's, with the account."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return HttpResponseForbidden()
    language = request.POST.get("language", "")
    response = redirect(safe_next(request, request.POST.get("next", "")) or "welcome")
    if language not in dict(settings.LANGUAGES):
        return response
    user = request.user
    if user.is_authenticated:
        people.set_preferences(
            user, language=language, timezone=user.timezone, by=user, at=clock.now()
        )
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


def erase_account(request: HttpRequest) -> HttpResponse:
    """Say what goes, then leave and erase."""
    user = signed_in(request)
    if request.method != "POST":
        return page(request, "account/erase_account.html")
    people.erase_account(user, by=user, at=clock.now())
    logout(request)
    return redirect("account-erased")


@public
def account_erased(request: HttpRequest) -> HttpResponse:
    """The last page."""
    return page(request, "account/account_erased.html")
