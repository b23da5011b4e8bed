"""What the last actions said, and the way back from them."""

from django import template

from core import speaking

register = template.Library()
register.simple_tag(speaking.undo_of)
register.filter(speaking.once)
