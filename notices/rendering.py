"""A message's templates in a language and a zone; once for all whose copies are alike."""

import json
import re
import secrets
import unicodedata
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import timezone, translation
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from core.text import FORCED
from notices.models import Message

# Stands for each person's own link while the rest is rendered once for all. Nobody can guess it:
# a text that held it would get that link, as a mark in an address by which its reader is known.
PLACE_OF_LINK = f"unsubscribe-{secrets.token_hex(16)}"
COPIES_KEPT = 64
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_GAP = re.compile(r"\n(?:[ \t]*\n){2,}")
_NO_LINE = frozenset({"Cc", "Zl", "Zp", "Cs"})


@dataclass(frozen=True, slots=True)
class Copy:
    """What one recipient reads."""

    subject: str
    text: str
    html: str
    language: str

    def with_link(self, link: str) -> "Copy":
        """The same with this person's own link in place."""
        return replace(
            self,
            text=self.text.replace(PLACE_OF_LINK, link),
            html=self.html.replace(PLACE_OF_LINK, conditional_escape(link)),
        )


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it stands in the app. `path` is where it asks to go, blank where nowhere."""

    subject: str
    html: SafeString
    path: str


class Renderer:
    """Renders one message; keeps the copies it made, so that 20,000 readers cost a few."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self._copies: OrderedDict[tuple[str, str, str], Copy] = OrderedDict()

    def copy(self, language: str, zone: ZoneInfo, extra: dict[str, Any]) -> Copy:
        """The copy of all readers of this language and zone who have the same `extra`."""
        key = (language, zone.key, json.dumps(extra, sort_keys=True))
        if key not in self._copies:
            self._copies[key] = self._render(language, zone, extra)
            if len(self._copies) > COPIES_KEPT:
                self._copies.popitem(last=False)
        return self._copies[key]

    def said(self, language: str, zone: ZoneInfo, extra: dict[str, Any]) -> Said:
        """What a page shows of it: the text without the footer of a mail, links inside the site."""
        with translation.override(language), timezone.override(zone):
            context = self._context(language, zone, extra)
            subject = one_line(plain(f"{self.message.template}.subject.txt", context), 200)
            body = body_of(self.message.template, context)
        asked = _asked_for(body)
        if "html" in context:
            html = SafeString(context["html"])  # cleaned where it was made of Markdown
        else:
            html = format_html_join("", '<p dir="auto">{}</p>', _unasked(body, asked))
        inside = html.replace(f'href="{settings.PUBLIC_URL}/', 'href="/')
        return Said(subject, SafeString(inside), asked.removeprefix(settings.PUBLIC_URL))

    def _context(self, language: str, zone: ZoneInfo, extra: dict[str, Any]) -> dict[str, Any]:
        return {
            "sender": self.message.sender,
            **moments(self.message.context),
            **moments(self.message.context.get("in_language", {}).get(language, {})),
            **moments(extra),
            "site_url": settings.PUBLIC_URL,
            "site_name": settings.SITE_NAME,
            "recipient_zone": zone.key,
        }

    def _render(self, language: str, zone: ZoneInfo, extra: dict[str, Any]) -> Copy:
        message = self.message
        may_refuse = message.may_be_refused
        context = self._context(language, zone, extra)
        context["unsubscribe_url"] = PLACE_OF_LINK if may_refuse else ""
        with translation.override(language), timezone.override(zone):
            subject = one_line(plain(f"{message.template}.subject.txt", context), 200)
            body = body_of(message.template, context)
            context["says_how_to_stop"] = not may_refuse or PLACE_OF_LINK in body
            footer = plain("notices/email/footer.txt", context).strip()
            context |= {"language": language, "is_rtl": translation.get_language_bidi()}
            context |= {"subject": subject, "paragraphs": paragraphs(body)}
            own_or_wrapped = [f"{message.template}.html", "notices/email/wrapped.html"]
            html = render_to_string(own_or_wrapped, context)
        return Copy(subject, f"{body}\n\n{footer}\n", html, language)


def plain(template: str, context: dict[str, Any]) -> str:
    """A text template: nothing is escaped, since no browser reads it."""
    backend: Any = get_template(template)
    rendered: str = backend.template.render(Context(context, autoescape=False))
    return rendered


def body_of(template: str, context: dict[str, Any]) -> str:
    """The text of a mail; where a part is left out, no gap stays behind it."""
    return _GAP.sub("\n\n", plain(f"{template}.txt", context)).strip()


def moments(context: dict[str, Any]) -> dict[str, Any]:
    """Values under a name in `_at` as moments, which templates show in the recipient's zone."""
    return {name: _with_moments(name, value) for name, value in context.items()}


def _with_moments(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [moments(one) if isinstance(one, dict) else one for one in value]
    return _moment(value) if name.endswith("_at") else value


def _moment(value: Any) -> Any:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value
    return moment if moment.tzinfo else value


def one_line(text: str, limit: int) -> str:
    """Fit for a header: one line, no control characters, no forced direction of writing."""
    kept = "".join(
        " " if unicodedata.category(c) in _NO_LINE else c for c in text if c not in FORCED
    )
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def paragraphs(text: str) -> list[SafeString]:
    """The HTML twin of a text: a paragraph for each, lines kept, links that can be followed.

    The first link to this site on a line of its own is what the mail asks for; a line that stands
    alone and is set in by four is a code.
    """
    asked = _asked_for(text)
    return [_twin(block, asked) for block in _blocks(text)]


def _blocks(text: str) -> list[str]:
    return [block.strip("\n") for block in re.split(r"\n\s*\n", text) if block.strip()]


def _asked_for(text: str) -> str:
    links = (line for line in text.split("\n") if _LINK.fullmatch(line))
    return next((one for one in links if one.startswith(settings.PUBLIC_URL)), "")


def _unasked(text: str, asked: str) -> Iterator[tuple[SafeString]]:
    """The paragraphs without the link that a page shows as a button, and what leads up to it."""
    for block in _blocks(text):
        lines = block.split("\n")
        if asked and asked in lines:
            place = lines.index(asked)
            lines = lines[: max(place - 1, 0)] + lines[place + 1 :]
        if lines:
            yield (_twin("\n".join(lines), ""),)


def _twin(block: str, asked: str) -> SafeString:
    lines = block.split("\n")
    if len(lines) == 1 and block.startswith("    "):
        return format_html('<strong class="code">{}</strong>', block.strip())
    marked = (_asked(line) if line == asked else _linked(line) for line in lines)
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in marked))


def _asked(link: str) -> SafeString:
    return format_html('<a class="act" dir="ltr" href="{0}"><strong>{0}</strong></a>', link)


def _linked(line: str) -> SafeString:
    made, end = SafeString(""), 0
    for found in _LINK.finditer(line):
        made += conditional_escape(line[end : found.start()])
        made += format_html('<a dir="ltr" href="{0}">{0}</a>', found[0])
        end = found.end()
    return made + conditional_escape(line[end:])
