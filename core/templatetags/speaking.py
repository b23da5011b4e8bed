"""The way back from what the last action did."""

from django import template

from core import speaking

register = template.Library()
register.simple_tag(speaking.undo_of)
