"""Sealed words, opened in the mail that carries them."""

from django import template

from outreach import sealed

register = template.Library()


@register.filter
def opened(closed: str) -> str:
    return sealed.read(closed)
