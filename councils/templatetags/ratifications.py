"""Beside a council's resolution: what each of its committees says of it."""

from typing import Any

from django import template

from councils.queries.ratifications import answers_of
from meetings.models import Resolution

register = template.Library()


@register.inclusion_tag("councils/_answers.html")
def committees_answers(resolution: Resolution, level: int = 2) -> dict[str, Any]:
    """Every committee's answer and the running total; nothing where none was asked."""
    return {"answers": answers_of(resolution), "level": level}
