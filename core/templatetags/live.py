"""Where a page follows what changes."""

from django import template

from core import live

register = template.Library()


@register.simple_tag
def live_address(topic: str) -> str:
    """The address of the stream of `topic`, with the ticket that opens it."""
    return f"/live/stream?ticket={live.ticket(topic)}"
