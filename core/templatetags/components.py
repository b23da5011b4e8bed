"""Components that hold other markup: `{% component "card" title=… %}…{% endcomponent %}`."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag(takes_context=True)
def component(
    context: template.Context, content: SafeString, name: str, **given: Any
) -> SafeString:
    """`components/NAME.html` with what stands inside as `slot`, and `given` as its words."""
    request = context.get("request")
    return render_to_string(f"components/{name}.html", {"slot": content, **given}, request)
