"""What an action says on the page that follows, and the way back where there is one."""

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
