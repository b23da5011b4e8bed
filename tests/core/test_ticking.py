"""The duties of the clock, one after the other, each on its own."""

from datetime import datetime

import pytest

from committees.models import Campus
from config.tasks import tick
from core import ticking
from core.models import Event
from notices.models import Failure, Heartbeat
from tests.factories import NOW, CampusFactory


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, datetime]]:
    """No duty and no reporter but those of the test; gives what was reported."""
    reported: list[tuple[str, str, datetime]] = []
    monkeypatch.setattr(ticking, "DUTIES", {})
    monkeypatch.setattr(ticking, "REPORTERS", [lambda *said: reported.append(said)])
    return reported


def test_one_that_fails_is_reported_and_does_not_stop_the_next(
    alone: list[tuple[str, str, datetime]], caplog: pytest.LogCaptureFixture
) -> None:
    called: list[datetime] = []

    @ticking.duty
    def broken(_now: datetime) -> None:
        raise KeyError("a value")

    @ticking.duty
    def sound(now: datetime) -> None:
        called.append(now)

    ticking.run(NOW)
    assert called == [NOW]
    assert alone == [(f"{__name__}.broken", "KeyError", NOW)]
    assert "broken failed" in caplog.text


def test_a_reporter_that_fails_stops_neither_the_next_reporter_nor_the_next_duty(
    alone: list[tuple[str, str, datetime]], caplog: pytest.LogCaptureFixture
) -> None:
    called: list[datetime] = []

    def away(*_said: object) -> None:
        raise ConnectionError

    ticking.REPORTERS.insert(0, away)

    @ticking.duty
    def broken(_now: datetime) -> None:
        raise KeyError

    @ticking.duty
    def sound(now: datetime) -> None:
        called.append(now)

    ticking.run(NOW)
    assert called == [NOW]
    assert len(alone) == 1
    assert "could not be reported" in caplog.text


def test_a_duty_registered_twice_is_called_once(alone: list[tuple[str, str, datetime]]) -> None:
    called: list[datetime] = []

    def once(now: datetime) -> None:
        called.append(now)

    both = [ticking.duty(once), ticking.duty(once)]
    assert both == [once, once]
    ticking.run(NOW)
    assert called == [NOW]


@pytest.mark.django_db
def test_a_tick_calls_the_duties_of_every_app_and_none_fails() -> None:
    tick()
    assert {name.split(".")[0] for name in ticking.DUTIES} >= {
        "core", "notices", "committees", "meetings", "elections", "ballots",
    }  # fmt: skip
    assert Event.objects.filter(name="core.rows_swept").exists()
    assert Heartbeat.objects.filter(part="tick").exists()
    assert not Failure.objects.exists()


@pytest.mark.django_db
def test_a_row_that_fails_holds_back_no_other_and_is_raised_when_they_are_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, second = CampusFactory(), CampusFactory()
    seen: list[int] = []

    def operate(campus: Campus) -> None:
        Campus.objects.filter(pk=campus.pk).update(city="Touched")
        seen.append(campus.pk)
        if campus.pk == first.pk:
            raise KeyError("a value")

    due = Campus.objects.filter(pk__in=[first.pk, second.pk])
    with pytest.raises(KeyError):
        ticking.each(due, operate)
    assert seen == [first.pk, second.pk]
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.city != "Touched"
    assert second.city == "Touched"
    assert "could not be dealt with" in caplog.text
