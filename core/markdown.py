"""Markdown of members' texts: a small safe subset of HTML comes out."""

import re
import unicodedata

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from core.text import FORCED

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
_parser.enable("strikethrough")
_parser.disable(["image", "html_block", "html_inline"])
_MARKS = re.compile(
    r"^[ \t]*(?:(?:#{1,6}|>|[-*+]|\d+[.)])(?:[ \t]+|$))+|\*\*|~~|\\(?=\W)", re.MULTILINE
)
_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "hr", "li", "ol", "p", "pre", "s",
    "strong", "ul",
}  # fmt: skip


def to_html(text: str, top: int = 3) -> SafeString:
    """Sanitised HTML of a Markdown text. Headings start at h3, or at `top`; no pictures; links are
    `nofollow`.
    """
    html = _parser.render(text)
    html = re.sub(r"<(/?)h([1-6])>", lambda m: f"<{m[1]}h{min(int(m[2]) + top - 1, 5)}>", html)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "*": set()},  # no titles: text that hides
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(_without_controls(clean))  # noqa: S308  nh3 cleaned it


def to_text(text: str) -> str:
    """The same text for plain mail: Markdown is readable as it is, only trailing space goes."""
    lines = _without_controls(text).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def bare(text: str) -> str:
    """The words of a Markdown text without the usual marks, for an excerpt."""
    return _MARKS.sub("", text)


def _without_controls(text: str) -> str:
    """Neither what a terminal obeys nor what turns the order of the letters that follow.

    Isolates, which end with their line, stay.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        one
        for one in lines
        if one in "\n\t" or (unicodedata.category(one) != "Cc" and one not in FORCED)
    )
