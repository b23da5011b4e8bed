"""What the tests of the host's pages share."""

from collections.abc import Callable

from django.test import Client

from accounts.models import User
from committees.models import Membership

As = Callable[[Membership | User | None], Client]
HOSTING = "/operator/hosting/"
CHOSEN = {"members_at_most": 20_000, "invited_a_day": 200, "announced_a_day": 5}
OPENING = {
    "chosen_name": "Zia",
    "name": "Hill Committee",
    "aims": "To meet.",
    "preset": "simple",
    "joining": "vouched",
    "discretion": "plain",
}
