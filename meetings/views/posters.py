"""The poster of a meeting: a page that shows it, and its two files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import clock
from core.http import page
from core.printing import fonts, press
from meetings import permissions
from meetings.forms.meetings import PosterForm
from meetings.models import Meeting
from meetings.poster import LAYOUT, Poster, is_discreet, poster
from meetings.views.meetings import found_for

Press = Callable[[Path, Mapping[str, object]], bytes]


class Asked(NamedTuple):
    """A meeting, and how its poster is wanted; `made` is None where that was not understood."""

    meeting: Meeting
    form: PosterForm
    made: Poster | None


@require_safe
def print_poster(request: HttpRequest, public_id: str) -> HttpResponse:
    """The poster to look at, to download, or, where it cannot be set, to print from the browser."""
    asked = _asked(request, public_id)
    return page(request, "meetings/print_poster.html", _context(request, asked))


@require_safe
def poster_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """One page, in the size of the campus's paper."""
    return _file(request, public_id, press.pdf, "application/pdf", "poster.pdf")


@require_safe
def poster_png(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same as a picture."""
    return _file(request, public_id, press.png, "image/png", "poster.png")


def _asked(request: HttpRequest, public_id: str) -> Asked:
    found, member = found_for(request, public_id)
    permissions.print_poster(member, found, clock.now()).enforce()
    usual = found.committee.language
    usual = usual if usual in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    form = PosterForm(
        request.GET if "language" in request.GET else None,
        has_place=not is_discreet(found),
        initial={"language": usual},
    )
    if not form.is_bound:
        return Asked(found, form, poster(found, language=usual, with_place=False))
    if not form.is_valid():
        return Asked(found, form, None)
    language, with_place = form.cleaned_data["language"], form.cleaned_data.get("place", False)
    return Asked(found, form, poster(found, language=language, with_place=with_place))


def _context(request: HttpRequest, asked: Asked) -> dict[str, object]:
    return {
        "meeting": asked.meeting,
        "committee": asked.meeting.committee,
        "form": asked.form,
        "poster": asked.made,
        "is_discreet": is_discreet(asked.meeting),
        "are_fonts_built": fonts.are_built(),
        "wanted": request.GET.urlencode(),
    }


def _file(
    request: HttpRequest, public_id: str, pressed: Press, kind: str, name: str
) -> HttpResponse:
    """The poster as a file; 422 with the page to print where it cannot be set."""
    asked = _asked(request, public_id)
    if asked.made is None or not asked.made.is_printable:
        return render(request, "meetings/print_poster.html", _context(request, asked), status=422)
    response = HttpResponse(pressed(LAYOUT, asked.made.values()), content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
