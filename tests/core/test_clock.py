from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from core import clock


def test_the_demonstrations_clock_moves_forward_for_everybody_who_reads_the_file(
    settings: Settings, tmp_path: Path
) -> None:
    settings.CLOCK_FILE = tmp_path / "clock"
    clock.move_to(datetime.now(UTC) + timedelta(days=3))
    assert (
        timedelta(days=2, hours=23) < clock.now() - datetime.now(UTC) < timedelta(days=3, hours=1)
    )


def test_the_clock_never_moves_back(settings: Settings, tmp_path: Path) -> None:
    settings.CLOCK_FILE = tmp_path / "clock"
    clock.move_to(datetime.now(UTC) + timedelta(days=3))
    clock.move_to(datetime.now(UTC))
    assert clock.offset() > timedelta(days=2)


def test_outside_the_demonstration_the_clock_cannot_be_moved(settings: Settings) -> None:
    settings.CLOCK_FILE = None
    with pytest.raises(ValueError, match="demonstration only"):
        clock.move_to(datetime.now(UTC))
