"""Stopping mail: from its own link without signing in, or on the page of all choices."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from core.http import page, signed_in
from core.middleware import public
from notices import scopes, tokens
from notices.forms import NoticesForm
from notices.models import Category, DigestChoice, MailStop, Refusal
from notices.operations import refusals
from notices.scopes import Scope
from notices.tokens import Subscription


@public
@csrf_exempt  # RFC 8058: a mail program sends this, without a cookie; the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks and changes nothing, since mail scanners open links; POST stops the mail."""
    wanted = tokens.read(token)
    if wanted is None:
        return _broken(request)
    if request.method == "POST" and wanted.user is not None:
        refusals.unsubscribe(wanted.user, category=wanted.category, scope=wanted.scope)
    return page(
        request,
        "notices/unsubscribe.html",
        {
            "token": token,
            "category": wanted.category.label,
            "scope_name": _name_shown(wanted),
            "is_of_committee": bool(wanted.scope),
            "is_stopped": wanted.user is None or _is_refused(wanted),
            "is_stopped_everywhere": bool(wanted.scope) and _is_refused_everywhere(wanted),
            "is_account_gone": wanted.user is None,
        },
    )


@public
@csrf_exempt
@require_POST
def resubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Undo. What was stopped from all committees, one committee's link does not bring back."""
    wanted = tokens.read(token)
    if wanted is None:
        return _broken(request)
    if wanted.user is not None:
        refusals.resubscribe(wanted.user, category=wanted.category, scope=wanted.scope)
        if not _is_refused(wanted):
            messages.success(request, _("These mails come again."))
    return redirect("unsubscribe", token=token)


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def choose_notices_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The choices of the one committee that the mail came from: the link is no key to the others."""
    wanted = tokens.read(token)
    if wanted is None or wanted.user is None:
        return _broken(request)
    name = _name_shown(wanted) or (_("This committee") if wanted.scope else _("Everything"))
    shown = [Scope(wanted.scope, name)]
    return _choose(request, wanted.user, shown, {"token": token})


def choose_notices(request: HttpRequest) -> HttpResponse:
    """Every category of every committee, and of all at once."""
    user = signed_in(request)
    shown = [*scopes.of(user), Scope("", _("All committees, and the site itself"))]
    is_stopped = MailStop.objects.visible_to(user).exists()
    return _choose(request, user, shown, {"token": "", "is_stopped": is_stopped})


def _choose(
    request: HttpRequest, user: User, shown: list[Scope], context: dict[str, object]
) -> HttpResponse:
    refused = set(Refusal.objects.filter(user=user).values_list("category", "scope"))
    wanted = set(DigestChoice.objects.filter(user=user).values_list("scope", flat=True))
    digests = {scope for scope in wanted if (Category.DIGEST.value, scope) not in refused}
    everywhere = (
        []
        if any(not one.id for one in shown)
        else [one.label for one in Category if (one.value, "") in refused]
    )
    sent = request.POST if request.method == "POST" else None
    form = NoticesForm(sent, scopes=shown, refused=refused, digests=digests)
    if form.is_bound and form.is_valid():
        refusals.choose_notices(
            user, scopes=form.scopes, refused=form.refused(), digests=form.digests()
        )
        messages.success(request, _("Saved. It counts from now on."))
        return redirect(request.path)
    context |= {"form": form, "everywhere": everywhere}
    return page(request, "notices/choose_notices.html", context)


def _is_refused(wanted: Subscription) -> bool:
    return Refusal.objects.filter(
        user=wanted.user, category=wanted.category, scope__in=[wanted.scope, ""]
    ).exists()


def _is_refused_everywhere(wanted: Subscription) -> bool:
    return Refusal.objects.filter(user=wanted.user, category=wanted.category, scope="").exists()


def _name_shown(wanted: Subscription) -> str:
    """The committee's name, unless it is discreet: whoever reads the mailbox can open this page."""
    if not wanted.scope or wanted.user is None:
        return ""
    named = (one for one in scopes.of(wanted.user) if one.id == wanted.scope)
    found = next(named, None)
    return found.name if found and not found.is_discreet else ""


def _broken(request: HttpRequest) -> HttpResponse:
    return render(request, "notices/broken_link.html", status=404)
