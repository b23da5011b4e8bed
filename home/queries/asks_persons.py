"""What is decided on somebody: their own suspension or removal, and a suspension that wants a second yes."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from committees.models import Membership
from committees.queries import suspensions
from home.queries.ask import Ask
from meetings.queries import removals
from meetings.removal import reply_to


def asks(user: User, now: datetime) -> Iterable[Ask]:
    """On persons; nobody’s name stands on a first page."""
    yield from _removals(user)
    yield from _second_yes(user, now)


def _removals(user: User) -> Iterable[Ask]:
    for one in removals.about(user):
        replied = bool(reply_to(one))
        page = reverse("motion", args=[one.public_id])
        answer = reverse("reply-to-removal", args=[one.public_id])
        words = gettext_lazy("You can reply, and speak and vote at the meeting.")
        dated = gettext_lazy("You can reply, and speak and vote at the meeting:")
        yield Ask(
            one.committee.name,
            one.committee.public_id,
            _("A motion would end your membership"),
            dated if one.meeting else words,
            one.meeting.starts_at if one.meeting else None,
            one.committee.timezone,
            gettext_lazy("Read it") if replied else gettext_lazy("Reply"),
            page if replied else answer,
            more="" if replied else page,
            is_quiet=replied,
        )


def _second_yes(user: User, now: datetime) -> Iterable[Ask]:
    for committee, until in suspensions.wait_for(user, now):
        yield Ask(
            committee.name,
            committee.public_id,
            _("A suspension waits for a second officer"),
            gettext_lazy("Without a second yes it lapses:"),
            until,
            committee.timezone,
            gettext_lazy("Read it"),
            reverse("suspensions", args=[committee.public_id]),
        )


def suspended(user: User) -> list[Membership]:
    """Where this person is suspended, what ends first before the rest."""
    rows = Membership.objects.active().filter(user=user, suspended_until__isnull=False)
    return list(rows.select_related("committee").order_by("suspended_until"))
