"""Statements as members see them: drafts, what was adopted, who signed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page
from core.speaking import say
from meetings import effects
from meetings import permissions as meetings
from meetings.views.records_actions import own_committee
from outreach import permissions
from outreach.effects import adopting
from outreach.forms.statements import StatementForm, StatementTranslationForm
from outreach.models import Statement
from outreach.operations import statements as operations
from outreach.queries import statements as queries


@require_safe
def statements(request: HttpRequest, committee_id: str) -> HttpResponse:
    """One's own drafts, and what the committee adopted."""
    committee, member = own_committee(request, committee_id)
    lines = queries.list_for(committee, member)
    context = {
        "committee": committee,
        "drafts": [one for one in lines if not one.statement.is_adopted],
        "adopted": [one for one in lines if one.statement.is_adopted],
        "may_draft": permissions.draft_statement(member, committee),
    }
    return page(request, "outreach/statements.html", context)


def draft_statement(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Write a draft."""
    committee, member = own_committee(request, committee_id)
    permissions.draft_statement(member, committee).enforce()
    form = StatementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = operations.draft_statement(committee, **form.cleaned_data, by=member, at=clock.now())
        say(request, _("Your draft is kept, for you alone. Next, put it to a meeting."))
        return redirect("statement", made.public_id)
    context = {"committee": committee, "form": form}
    return page(request, "outreach/draft_statement.html", context)


@require_safe
def statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """One statement of one's own committee, and what can be done with it."""
    found, member = _found(request, public_id)
    motion = None if found.is_adopted else queries.motion_about(found)
    resolution = found.resolution
    context = {
        "statement": found,
        "committee": found.committee,
        "versions": queries.versions(found),
        "signed": queries.signed(found),
        "motion": motion,
        "effect": effects.token(adopting(found)),
        "is_public": Statement.objects.public().filter(pk=found.pk).exists(),
        "may_rewrite": permissions.rewrite_statement(member, found),
        "may_drop": permissions.drop_statement(member, found),
        "may_translate": permissions.translate_statement(member, found),
        "may_send": resolution and meetings.send_resolution(member, resolution, clock.now()),
        "into": [one for one in settings.LANGUAGES if one[0] != found.language],
    }
    return page(request, "outreach/statement.html", context)


def rewrite_statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write one's own draft anew."""
    found, member = _found(request, public_id)
    permissions.rewrite_statement(member, found).enforce()
    now = {name: getattr(found, name) for name in ("title", "text", "language")}
    form = StatementForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        operations.rewrite_statement(found, **form.cleaned_data, by=member, at=clock.now())
        say(request, _("Your draft is changed."))
        return redirect("statement", public_id)
    context = {"statement": found, "committee": found.committee, "form": form}
    return page(request, "outreach/draft_statement.html", context)


@require_POST
def drop_statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete one's own draft."""
    found, member = _found(request, public_id)
    committee_id = found.committee.public_id
    operations.drop_statement(found, by=member, at=clock.now())
    say(request, _("Your draft is deleted."))
    return redirect("statements", committee_id)


def translate_statement(request: HttpRequest, public_id: str, language: str) -> HttpResponse:
    """An adopted statement beside its translation."""
    found, member = _found(request, public_id)
    permissions.translate_statement(member, found).enforce()
    names = dict(settings.LANGUAGES)
    if language not in names or language == found.language:
        raise Http404
    told = found.translations.filter(language=language).first()
    initial = {"title": told.title, "text": told.text} if told else {}
    form = StatementTranslationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.translate_statement(
            found, language, **form.cleaned_data, by=member, at=clock.now()
        )
        say(request, _("The translation is saved. Everybody can read it."))
        return redirect("statement", public_id)
    context = {
        "statement": found,
        "committee": found.committee,
        "adopted": queries.versions(found)[0],
        "form": form,
        "language": language,
        "language_name": names[language],
        "direction": queries.direction(language),
    }
    return page(request, "outreach/translate_statement.html", context)


def _found(request: HttpRequest, public_id: str) -> tuple[Statement, Membership]:
    """A statement of one's own committee, though others may be public."""
    rows = Statement.objects.visible_to(request.user)
    found = find(rows.select_related("committee__campus", "resolution", "origin"), public_id)
    return found, membership_of(request.user, found.committee)
