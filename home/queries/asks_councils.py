"""What a coordinator should call a meeting for: a council waits, and no meeting comes in time."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from councils.queries.too_late import too_late
from home.queries.ask import Ask


def asks(user: User, now: datetime) -> Iterable[Ask]:
    """One for each decision to answer, and for each meeting to which nothing is carried yet."""
    for one in too_late(user, now):
        assert one.time.call is not None  # what can be met is found alone
        names = {"council": one.council.name}
        to_answer = one.ratification is not None
        yield Ask(
            one.committee.name,
            one.committee.public_id,
            _("No meeting is in time to answer a council: %(council)s") % names
            if to_answer
            else _("No meeting is in time to instruct our delegates: %(council)s") % names,
            gettext_lazy("Call one. With its proper notice it must be called before:"),
            one.time.call.until,
            one.committee.timezone,
            gettext_lazy("Call a meeting"),
            reverse("call-meeting", args=[one.committee.public_id]),
            more=reverse("ratification", args=[one.ratification.public_id])
            if one.ratification
            else reverse("instructions", args=[one.committee.public_id]),
            is_chore=True,
        )
