"""The teller's page as one file: it opens ballots also where this server's pages are not trusted.

The same bytes for every election, in one language each, so that its hash can be compared.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

PROGRAM = "built/teller.js"


def offline() -> tuple[bytes, str]:
    """The file in the reader's language, and its SHA-256."""
    return _offline(get_language() or settings.LANGUAGE_CODE)


@cache
def _offline(language: str) -> tuple[bytes, str]:
    program = _program().replace("</script", "<\\/script")
    content = render_to_string(
        "elections/teller_offline.html",
        {"program": mark_safe(program), "language": language},  # noqa: S308  our own build
    ).encode()
    return content, hashlib.sha256(content).hexdigest()


def _program() -> str:
    found = finders.find(PROGRAM) if not settings.STATIC_COLLECTED else None
    file = Path(found) if found else Path(settings.STATIC_ROOT or "") / PROGRAM
    return file.read_text() if file.is_file() else ""
