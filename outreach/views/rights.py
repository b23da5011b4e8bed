"""Know-your-rights cards: read by everybody, printed, written by the host."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.http import find, page, signed_in
from core.markdown import to_html
from core.middleware import public
from core.speaking import say
from outreach.forms.rights import CardForm
from outreach.models import RightsCard
from outreach.operations import rights as operations
from outreach.permissions import rights as permissions
from outreach.queries import rights as queries


@public
@require_safe
def rights_cards(request: HttpRequest) -> HttpResponse:
    """The general card, and the countries of which there is one."""
    return _shown(request, "")


@public
@require_safe
def rights_card(request: HttpRequest, country: str) -> HttpResponse:
    """The card of a country; the general one where there is none."""
    return _shown(request, _code(country))


@public
@require_safe
def rights_card_pdf(request: HttpRequest, country: str) -> HttpResponse:
    """One card to print; 422 with the page where it cannot be set."""
    card = queries.card(_code(country))
    if not card.sheet.is_printable:
        return render(request, "outreach/rights/card.html", _context(card), status=422)
    return card.sheet.answer("rights.pdf")


def write_rights_card(request: HttpRequest) -> HttpResponse:
    """The host's page: every card, and one to write; 404 for everybody else."""
    user = signed_in(request)
    if not permissions.write_rights_card(user):
        raise Http404
    country = request.GET.get("country", "")[:2]
    language = request.GET.get("language", get_language() or "en")
    found = RightsCard.objects.filter(country=country, language=language).first()
    begun = found or queries.general()
    form = CardForm(
        request.POST or None,
        initial={
            "country": country,
            "language": language,
            "title": begun.title,
            "text": begun.text,
        },
    )
    if request.method == "POST" and form.is_valid():
        card = operations.write_rights_card(**form.cleaned_data, by=user, at=clock.now())
        say(request, _("The card is written. Everybody can read it."))
        return redirect("rights-card", card.country or "any")
    cards = RightsCard.objects.order_by("country", "language")
    return page(request, "outreach/rights/write_rights_card.html", {"form": form, "cards": cards})


@require_POST
def delete_rights_card(request: HttpRequest, public_id: str) -> HttpResponse:
    """One card less."""
    user = signed_in(request)
    if not permissions.delete_rights_card(user):
        raise Http404
    card = find(RightsCard.objects.all(), public_id)
    operations.delete_rights_card(card, by=user, at=clock.now())
    say(request, _("The card is deleted. The general one stands in for it."))
    return redirect("write-rights-card")


def _shown(request: HttpRequest, country: str) -> HttpResponse:
    return page(request, "outreach/rights/card.html", _context(queries.card(country)))


def _context(card: queries.Card) -> dict[str, object]:
    return {
        "card": card,
        "html": to_html(card.text),
        "countries": queries.countries(),
        "address": card.country or "any",
    }


def _code(country: str) -> str:
    """Two capital letters, or nothing for everywhere."""
    code = country.upper()
    return code if len(code) == 2 else ""
