"""Statements as everybody reads them: the page, its paper, what can be shown elsewhere, the feed."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from accounts.limits import consume, limited, network_of
from committees.models import Committee, FacePart
from core import qr
from core.http import find, page
from core.middleware import public
from core.printing import press
from outreach import leaflets
from outreach.models import Statement
from outreach.queries import statements as queries


@public
@require_safe
def public_statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """The statement in every language that it has; without a script, one sheet of style."""
    return _read(request, _found(public_id))


@public
@require_safe
def share_statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its link to share and to scan, and what another site can show of it."""
    found = _in_force(public_id)
    link = address(found)
    context = {
        "statement": found,
        "committee": found.committee,
        "link": link,
        "frame": settings.PUBLIC_URL + reverse("embed-statement", args=[public_id]),
        "code": qr.svg(link, _("QR code of the statement")),
        "versions": queries.versions(found),
        "shapes": leaflets.SHAPES.values(),
    }
    context["snippet"] = _source("outreach/_snippet.html", context)
    context["framed"] = _source("outreach/_frame.html", context)
    return page(request, "outreach/share_statement.html", context)


@public
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed_statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """The statement alone, for a frame on any other site. Nothing can be pressed in it but its link."""
    response = _read(request, _found(public_id), template="outreach/embed_statement.html")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@public
@require_safe
@limited
def statement_pdf(request: HttpRequest, public_id: str, shape: str) -> HttpResponse:
    """Leaflet, poster or four to a page, in one of its languages."""
    found = _in_force(public_id)
    if shape not in leaflets.SHAPES:
        raise Http404
    versions = {one.code: one for one in queries.versions(found)}
    version = versions.get(request.GET.get("language", found.language))
    if version is None:
        raise Http404
    consume("print_statement", network=network_of(request))
    sheet = leaflets.leaflet(found, version, shape)
    if not sheet.is_printable:
        return _read(request, found, cannot_print=sheet.missing or "*", status=422)
    response = HttpResponse(
        press.pdf(leaflets.LAYOUT, sheet.values()), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="{shape}.pdf"'
    return response


@public
@require_safe
def statements_feed(request: HttpRequest, committee_id: str) -> HttpResponse:
    """A committee's statements as Atom, where it shows them."""
    committee = find(Committee.objects.visible_to(None), committee_id)
    if FacePart.STATEMENTS not in committee.shows:
        raise Http404
    here = settings.PUBLIC_URL + request.path
    feed = Atom1Feed(
        title=_("Statements of %(committee)s") % {"committee": committee.name},
        link=settings.PUBLIC_URL + reverse("committee", args=[committee_id]),
        description="",
        language=committee.language,
        feed_url=here,
        feed_guid=here,
    )
    for one in queries.of_committee(committee)[: queries.MOST_IN_FEED]:
        feed.add_item(
            one.title,
            address(one),
            # Readers of feeds take it as HTML, so the words are escaped before the feed escapes them.
            linebreaks("\n\n".join(queries.versions(one)[0].paragraphs), autoescape=True),
            author_name=committee.name,
            pubdate=one.adopted_at,
            updateddate=one.adopted_at,
            unique_id=address(one),
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def address(statement: Statement) -> str:
    """Where everybody reads it."""
    return settings.PUBLIC_URL + reverse("public-statement", args=[statement.public_id])


def _read(
    request: HttpRequest,
    found: Statement,
    *,
    template: str = "outreach/public_statement.html",
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """The page; one that a later meeting has rescinded says so, and no more."""
    versions = queries.versions(found)
    context = {
        "statement": found,
        "committee": found.committee,
        "versions": versions,
        "summary": " ".join(versions[0].text.split())[:200],
        "signed": queries.signed(found),
        "link": address(found),
        "shapes": leaflets.SHAPES.values(),
        **more,
    }
    return render(request, template, context, status=410 if found.is_rescinded else status)


def _source(template: str, context: dict[str, object]) -> str:
    """HTML to be copied: escaped as what it is, and once more by the field that shows it."""
    return "".join(render_to_string(template, context)).strip()


def _found(public_id: str) -> Statement:
    rows = Statement.objects.public().select_related("committee__campus", "resolution", "origin")
    return find(rows, public_id)


def _in_force(public_id: str) -> Statement:
    found = _found(public_id)
    if found.is_rescinded:
        raise Http404
    return found
