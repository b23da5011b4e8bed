"""What a refusal has to say to those whose office rests."""

from django import template

from committees.queries.offices import is_resting
from core import clock

register = template.Library()


@register.simple_tag(takes_context=True)
def is_office_resting(context: template.Context) -> bool:
    """Whether an office of the reader rests until they add a second factor."""
    user = context.get("user")
    return user is not None and user.is_authenticated and is_resting(user, clock.now())
