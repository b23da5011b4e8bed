"""The fan-out in memory: who is slow holds up nobody, and is told the newest state alone."""

import asyncio

import pytest

from config import live_hub
from config.live_hub import Stream


class Line:
    """What a page has been sent; the line takes nothing while `is_free` is not set."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.is_free = asyncio.Event()
        self.is_free.set()

    async def send(self, part: bytes) -> None:
        await self.is_free.wait()
        self.sent.append(part)


def test_a_line_that_takes_it_has_the_state_before_anything_else_runs() -> None:
    async def scene() -> list[bytes]:
        line = Line()
        Stream(line.send).put(b"1")
        return list(line.sent)

    assert asyncio.run(scene()) == [b"1"]


def test_a_slow_line_holds_up_nobody_and_misses_only_what_is_outdated() -> None:
    async def scene() -> tuple[list[bytes], list[bytes]]:
        slow, quick = Line(), Line()
        slow.is_free.clear()
        streams = [Stream(slow.send), Stream(quick.send)]
        for state in (b"1", b"2", b"3"):
            for stream in streams:
                stream.put(state)
        streams[0].put_comment()
        waiting = list(slow.sent)
        slow.is_free.set()
        await asyncio.sleep(0.01)
        assert waiting == []
        return slow.sent, quick.sent

    slow, quick = asyncio.run(scene())
    assert slow == [b"1", b"3"]
    assert quick == [b"1", b"2", b"3"]


def test_a_page_that_goes_away_in_the_middle_ends_its_own_stream_alone() -> None:
    async def scene() -> list[bytes]:
        slow, quick = Line(), Line()
        slow.is_free.clear()
        gone, stays = Stream(slow.send), Stream(quick.send)
        gone.put(b"1")
        gone.end()
        stays.put(b"2")
        await asyncio.sleep(0.01)
        assert slow.sent == []
        return quick.sent

    assert asyncio.run(scene()) == [b"2"]


def test_a_line_that_is_broken_is_no_fault_of_the_others() -> None:
    async def scene() -> list[bytes]:
        async def broken(_part: bytes) -> None:
            raise ConnectionResetError

        line = Line()
        for stream in (Stream(broken), Stream(line.send)):
            stream.put(b"1")
        return line.sent

    assert asyncio.run(scene()) == [b"1"]


def test_a_silent_line_is_kept_open_by_a_comment(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    monkeypatch.setattr(live_hub, "SILENCE_SECONDS", 0.05)

    async def scene() -> list[bytes]:
        line, hub = Line(), live_hub.Hub(settings.REDIS_URL)
        stream = await hub.open("meeting:silent", line.send)
        await asyncio.sleep(0.12)
        hub.close("meeting:silent", stream)
        await hub.end()
        return line.sent

    sent = asyncio.run(scene())
    assert len(sent) >= 1
    assert set(sent) == {live_hub.SILENCE}


def test_a_page_after_a_pause_is_listened_for_while_the_timer_still_sleeps() -> None:
    """The listening ends with the last page, at once; the timer only when it wakes."""

    async def scene() -> tuple[bool, bool]:
        hub = live_hub.Hub("redis://127.0.0.1:1/0")
        hub.close("a", await hub.open("a", Line().send))
        listening, ticking = hub._tasks
        listening.cancel()
        await asyncio.wait([listening])
        await hub.open("a", Line().send)
        found = (hub._tasks[0].done(), hub._tasks[1] is ticking)
        await hub.end()
        return found

    assert asyncio.run(scene()) == (False, True)
