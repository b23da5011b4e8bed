"""The host's cards on what to know."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from core.models import Event
from outreach.models import RightsCard
from outreach.permissions import rights as permissions


@transaction.atomic
def write_rights_card(
    country: str, language: str, *, title: str, text: str, by: User, at: datetime
) -> RightsCard:
    """Write the card of a country in a language, or write it anew."""
    permissions.write_rights_card(by).enforce()
    card, _is_new = RightsCard.objects.update_or_create(
        country=country,
        language=language,
        defaults={"title": title, "text": text, "edited_at": at},
    )
    Event.record("outreach.rights_card_written", card, by=by, at=at)
    return card


@transaction.atomic
def delete_rights_card(card: RightsCard, *, by: User, at: datetime) -> None:
    """Take a card away; another language's, or the general one, stands in for it."""
    permissions.delete_rights_card(by).enforce()
    card = RightsCard.objects.select_for_update().get(pk=card.pk)
    Event.record("outreach.rights_card_deleted", card, by=by, at=at)
    card.delete()
