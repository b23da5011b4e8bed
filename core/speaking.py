"""What an action says on the page that follows, and the way back where there is one."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.utils.functional import Promise

UNDO = "undo:"


def say(request: HttpRequest, sentence: str | Promise, *, undo: str = "") -> None:
    """Say `sentence` once, on the next page; `undo` is the path whose POST takes it back."""
    messages.success(request, str(sentence), extra_tags=f"{UNDO}{undo}" if undo else "")


def undo_of(message: Message) -> str:
    """The path that `say` was given, or nothing."""
    tags: str = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""


def once(said: Iterable[Message]) -> list[Message]:
    """What was said while nobody looked, each sentence once."""
    return list({(one.level, str(one.message), one.extra_tags): one for one in said}.values())
