"""The one clock. In the demonstration it can be moved; elsewhere it is the machine's."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

_seen: tuple[int, timedelta] = (0, timedelta())


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + offset()


def offset() -> timedelta:
    """How far the demonstration's clock was moved forward; zero in production."""
    global _seen
    file = _file()
    if file is None:
        return timedelta()
    try:
        stamp = file.stat().st_mtime_ns
    except FileNotFoundError:
        return timedelta()
    if stamp != _seen[0]:
        try:
            _seen = (stamp, timedelta(seconds=float(file.read_text() or 0)))
        except (ValueError, OverflowError):
            _seen = (stamp, timedelta())
    return _seen[1]


def move_to(moment: datetime) -> None:
    """Move every process's clock forward to `moment`; `ValueError` where it cannot be moved."""
    file = _file()
    if file is None:
        raise ValueError("The clock can be moved in the demonstration only.")
    ahead = max(moment - datetime.now(UTC), offset())
    fresh = file.with_suffix(".new")
    fresh.write_text(str(ahead.total_seconds()))
    fresh.replace(file)


def _file() -> Path | None:
    return getattr(settings, "CLOCK_FILE", None)
