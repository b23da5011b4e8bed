from datetime import datetime, timedelta

import pytest

from core import retention
from core.models import Event
from core.schedule import SWEPT, sweep_rows


def _event(at: datetime) -> Event:
    return Event.objects.create(name="tests.done", at=at, subject_type="tests.thing", subject="x")


@pytest.mark.django_db
def test_what_happened_is_kept_for_a_year(now: datetime) -> None:
    old, young = _event(now - timedelta(days=365)), _event(now - timedelta(days=364))
    assert retention.sweep(now)["core.Event"] == 1
    assert not Event.objects.filter(pk=old.pk).exists()
    assert Event.objects.filter(pk=young.pk).exists()


@pytest.mark.django_db
def test_the_sweep_runs_once_a_day_and_notes_what_went(now: datetime) -> None:
    _event(now - timedelta(days=400))
    sweep_rows(now)
    sweep_rows(now + timedelta(hours=3))
    swept = Event.objects.get(name=SWEPT)
    assert swept.data == {"core.Event": 1}
    sweep_rows(now + timedelta(days=1))
    assert Event.objects.filter(name=SWEPT).count() == 2
