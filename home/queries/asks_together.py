"""What a coordinator answers to other committees: an invitation to meet together."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from home.queries.ask import Ask
from meetings.queries.joint import invited


def asks(user: User, now: datetime) -> Iterable[Ask]:
    """One for each invitation that can still be accepted; one query."""
    for part, until in invited(user, now):
        joint = part.joint
        yield Ask(
            part.committee.name,
            part.committee.public_id,
            _("%(committee)s invites your committee to a joint meeting")
            % {"committee": joint.host.name},
            gettext_lazy("Does it take part? So that the notice is in time, answer by:"),
            until,
            part.committee.timezone,
            gettext_lazy("Read it and answer"),
            reverse("joint-meeting", args=[joint.public_id]),
        )
