"""How long rows of meetings are kept."""

from datetime import datetime

import pytest
from django.apps import apps
from django.db.models import RestrictedError

from committees.models import Committee
from core import retention
from meetings.models import Coming, Meeting, Motion
from tests.factories_meetings import ComingFactory


def test_every_model_of_meetings_has_a_rule() -> None:
    assert set(apps.get_app_config("meetings").get_models()) <= set(retention.rules())


@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_who_was_coming_is_not_kept_once_a_meeting_is_over(
    meeting: Meeting, now: datetime, status: str
) -> None:
    ComingFactory(meeting=meeting)
    retention.sweep(now)
    assert Coming.objects.count() == 1
    Meeting.objects.update(**{"status": status, f"{status}_at": now})
    retention.sweep(now)
    assert not Coming.objects.exists()
    assert Meeting.objects.exists()


def test_a_meeting_goes_with_its_committee_and_not_before_its_motions(
    in_debate: Motion, running: Meeting
) -> None:
    with pytest.raises(RestrictedError):
        running.delete()
    Committee.objects.filter(pk=running.committee.pk).delete()
    assert not Motion.objects.filter(pk=in_debate.pk).exists()
