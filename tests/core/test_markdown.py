"""Members' texts as HTML: nothing that runs, loads or hides comes out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.markdown import bare, to_html, to_text

HARMLESS = [
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h3",
    "h4",
    "h5",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "ul",
]
TAG = re.compile(r"<\s*/?\s*([A-Za-z][\w-]*)([^>]*)>")
ATTACKS = (
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](  java\nscript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "[a](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/x.png)",
    '![x](x "onerror=alert(1)")',
    '<img src=x onerror="alert(1)">',
    '[a](https://a.example "onmouseover=alert(1)")',
    '[a](https://a.example" onclick="alert(1))',
    "<svg/onload=alert(1)>",
    "<iframe src=//evil.example></iframe>",
    '<a href="javascript:x" style="position:fixed">a</a>',
    "```html\n<script>alert(1)</script>\n```",
    "`<b onclick=x>`",
    "<style>body{display:none}</style>",
    "&lt;script&gt;",
    "[a]: javascript:alert(1)\n\n[a]",
    "<h1 onclick=x>a</h1>",
    "\x00<script>\x00",
)


def _is_harmless(html: str) -> None:
    for name, attributes in TAG.findall(html):
        assert name in HARMLESS
        rest = re.sub(r'\s(?:href|rel|start)="[^"]*"', "", attributes)
        assert rest.strip(" /") == "", html
        for address in re.findall(r'href="([^"]*)"', attributes):
            scheme, colon, _path = address.partition(":")
            assert not colon or scheme.lower() in {"http", "https", "mailto", "tel"}, html


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_that_runs_or_loads_comes_out(text: str) -> None:
    _is_harmless(to_html(text))


@given(st.text(alphabet=st.sampled_from("<>[]()!\"'`:/#&=*_ \n\tajscript.x1-"), max_size=80))
def test_no_text_whatever_brings_forth_anything_else(text: str) -> None:
    _is_harmless(to_html(text))


def test_what_members_write_is_formed() -> None:
    html = to_html("**Now**, *soon*, ~~never~~\nnext line\n\n- one\n- two\n\n> said\n\n3. third")
    for part in (
        "<strong>Now</strong>", "<em>soon</em>", "<s>never</s>", "<br>", "<li>one</li>",
        "<blockquote>", '<ol start="3">',
    ):  # fmt: skip
        assert part in html


def test_headings_begin_below_those_of_the_page() -> None:
    html = to_html("\n".join(f"{'#' * depth} H{depth}" for depth in range(1, 7)))
    assert re.findall(r"<h(\d)>H(\d)</h\1>", html) == [
        ("3", "1"), ("4", "2"), ("5", "3"), ("5", "4"), ("5", "5"), ("5", "6"),
    ]  # fmt: skip


def test_a_link_says_nothing_of_where_it_stood_and_lends_no_fame() -> None:
    assert to_html("[us](https://us.example/a)") == (
        '<p><a href="https://us.example/a" rel="nofollow noopener noreferrer">us</a></p>\n'
    )
    assert 'href="mailto:a@b.example"' in to_html("<mailto:a@b.example>")
    assert "<a" not in to_html("https://us.example is only text")


def test_plain_text_loses_only_space_at_line_ends() -> None:
    assert to_text("\r\n**Now**  \r\n\r\n- one \n  - two\n\n") == "**Now**\n\n- one\n  - two"


def test_an_excerpt_has_words_without_marks() -> None:
    text = "# Minutes\n\n- Today\n> **We resolve:**\n>\n> 1. To ~~ask~~ *go* \\*now\\*. 2-3 # x"
    assert " ".join(bare(text).split()) == "Minutes Today We resolve: To ask *go* *now*. 2-3 # x"


def test_nothing_turns_the_letters_that_follow_or_speaks_to_a_terminal() -> None:
    text = "a \u202ecba&#x202e; \x1b[31mred\x07\r\nb\tc \u2067d\u2069"
    for made in (to_html(text), to_text(text)):
        assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e\x1b\x07\r")
        assert "cba" in made
        assert "\u2067d\u2069" in made
    assert to_text("a\rb\r\nc") == "a\nb\nc"
