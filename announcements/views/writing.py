"""Writing an announcement, changing it, and telling it in another language."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from announcements import marks, permissions
from announcements.forms import AnnouncementForm, TranslationForm
from announcements.models import Announcement
from announcements.operations import writing
from announcements.operations.writing import Changed
from announcements.views.reading import found_for, own_committee
from core import clock
from core.http import page


def write_announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin one; the next page shows it as it will be read."""
    committee, member = own_committee(request, public_id)
    permissions.write_announcement(member, committee).enforce()
    now = clock.now()
    form = AnnouncementForm(request.POST or None, committee=committee, now=now)
    if form.is_bound and form.is_valid():
        draft = writing.write_announcement(committee, form.draft(), by=member, at=now)
        return redirect("announcement", draft.public_id)
    context = {"committee": committee, "form": form}
    return page(request, "announcements/write_announcement.html", context)


def edit_announcement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a draft. Where somebody else did so meanwhile, both texts stand on the page."""
    found, member = found_for(request, public_id)
    permissions.edit_announcement(member, found).enforce()
    now, is_changed = clock.now(), False
    form = AnnouncementForm(
        request.POST or None,
        initial=AnnouncementForm.entered(found),
        committee=found.committee,
        now=now,
    )
    if form.is_bound and form.is_valid():
        try:
            edited = writing.edit_announcement(
                found, form.draft(), by=member, at=now, seen=request.POST.get("seen")
            )
        except Changed:
            form.add_error(
                None,
                _(
                    "Somebody has changed it meanwhile. Below your text is what stands there now."
                    " Send yours again, and it takes its place."
                ),
            )
            is_changed = True
        else:
            if _is_told_anew(edited, found):
                messages.info(request, _("Look at the translations, too: they say what they said."))
            return redirect("announcement", found.public_id)
    context = {
        "committee": found.committee,
        "form": form,
        "announcement": found,
        "seen": marks.of_draft(found),
        "is_changed": is_changed,
    }
    return page(request, "announcements/write_announcement.html", context)


def translate_announcement(request: HttpRequest, public_id: str, language: str) -> HttpResponse:
    """A draft's text beside its translation."""
    found, member = found_for(request, public_id)
    names = dict(settings.LANGUAGES)
    if language not in names:
        raise Http404
    permissions.translate_announcement(member, found, language=language).enforce()
    kept = found.translations.filter(language=language).first()
    initial = {"title": kept.title, "text": kept.text} if kept else {}
    form = TranslationForm(request.POST or None, initial=initial)
    stands = None
    if form.is_bound and form.is_valid():
        try:
            writing.translate_announcement(
                found,
                language=language,
                **form.cleaned_data,
                by=member,
                at=clock.now(),
                seen=request.POST.get("seen"),
            )
        except Changed:
            form.add_error(
                None,
                _(
                    "Somebody has changed the text or this translation meanwhile. Look at them"
                    " both. Send yours again, and it takes its place."
                ),
            )
            stands = kept
        else:
            messages.success(request, _("Saved."))
            return redirect("announcement", public_id)
    with override(language):
        is_rtl = get_language_bidi()
    context = {
        "announcement": found,
        "committee": found.committee,
        "form": form,
        "language": language,
        "language_name": names[language],
        "direction": "rtl" if is_rtl else "ltr",
        "seen": marks.of_translation(found, language),
        "stands": stands,
    }
    return page(request, "announcements/translate_announcement.html", context)


def _is_told_anew(edited: Announcement, before: Announcement) -> bool:
    """Whether its translations tell an older text."""
    is_same = (edited.title, edited.text) == (before.title, before.text)
    return not is_same and edited.translations.exists()
