"""What a coordinator alone changed of what everybody sees of a committee."""

from datetime import datetime, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from committees.models import Committee, FacePart
from core.models import Event

NOTICED_FOR = timedelta(days=14)
MOST = 5


def face_changes(committee: Committee, now: datetime) -> list[str]:
    """Sentences of 14 days, newest first; what a meeting decided is among its resolutions."""
    rows = Event.objects.filter(
        scope=committee.public_id, name="outreach.face_set", at__gt=now - NOTICED_FOR
    ).exclude(actor="")
    found = []
    for at, data in rows.order_by("-at").values_list("at", "data")[:MOST]:
        day = {"day": formats.date_format(at.astimezone(committee.timezone), "DATE_FORMAT")}
        if FacePart.LISTED in data["shows"]:
            found.append(_("%(day)s: a coordinator changed what everybody sees.") % day)
        else:
            found.append(_("%(day)s: a coordinator took the committee off the public pages.") % day)
    return found
