"""The rest of emergency suspension stands in `test_suspend_member.py`."""

from collections.abc import Callable

from django.test import Client

from committees.models import Committee, Membership


def test_it_is_a_button_of_officers_alone(
    committee: Committee, member: Membership, as_: Callable[..., Client]
) -> None:
    where = f"/committees/{committee.public_id}/suspensions/{member.public_id}/confirm/"
    assert as_(member).get(where).status_code == 405
    assert as_(member).post(where).status_code == 403
