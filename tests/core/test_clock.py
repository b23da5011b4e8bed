import os
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


def test_without_a_file_or_with_a_broken_one_the_clock_is_the_machines(
    settings: Settings, tmp_path: Path
) -> None:
    settings.CLOCK_FILE = tmp_path / "clock"
    assert clock.offset() == timedelta()
    for number, text in enumerate(("", "soon", "1e400", "nan"), 1):
        settings.CLOCK_FILE.write_text(text)
        os.utime(settings.CLOCK_FILE, (number, number))
        assert clock.offset() == timedelta(), text
