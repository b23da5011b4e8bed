"""What the product keeps on a phone: two faces for the home screen, and a shell without any member's page.

A home screen is looked at by others. `named` bears our name and mark; `quiet` says no more than what
the product is used for. The choice stands in the address of the manifest, which browsers ask for
without cookies.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAPER, RED = "#f7f2e7", "#a80f1b"
# Scripts and styles, the mark, and fonts where there are any. Icons stay outside: the home screen
# keeps its own.
HELD = ("css/*.css", "js/*.js", "img/mark.svg", "fonts.css", "fonts/*.woff2")
LIBRARIES = ("django_htmx/htmx-2.min.js",)
CODE = Path(__file__).with_name("service_worker.js")


@dataclass(frozen=True)
class Face:
    """A name and icons for the home screen."""

    key: str
    name: str | Promise
    theme: str

    @property
    def picture(self) -> str:
        """The address of a picture of it."""
        return self.icon(192)

    def icon(self, size: int, *, maskable: bool = False) -> str:
        """The address of the icon of so many pixels."""
        return static(f"img/icons/{self.key}{'-maskable' if maskable else ''}-{size}.png")


FACES = {
    "named": Face("named", _("Rank & File"), RED),
    "quiet": Face("quiet", _("Meetings"), PAPER),
}


def manifest(face: Face, language: str, *, rtl: bool) -> dict[str, object]:
    """The web app manifest. Each face is an app of its own, so that none turns into the other."""
    return {
        "id": f"/?app={face.key}",
        "name": str(face.name),
        "short_name": str(face.name),
        "lang": language,
        "dir": "rtl" if rtl else "ltr",
        "start_url": reverse("dashboard"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": face.theme,
        "icons": [
            {
                "src": face.icon(size, maskable=maskable),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "maskable" if maskable else "any",
            }
            for size in (192, 512)
            for maskable in (False, True)
        ],
    }


def held() -> dict[str, Path]:
    """The static files of the shell: each address, and where the file lies."""
    found = {}
    for place in settings.STATICFILES_DIRS:
        prefix, folder = place if isinstance(place, tuple) else ("", place)
        for pattern in HELD:
            for path in sorted(folder.glob(pattern)):
                found[static((PurePosixPath(prefix) / path.relative_to(folder)).as_posix())] = path
    for name in LIBRARIES:
        library = finders.find(name)
        assert library is not None, f"{name} is in no static folder"
        found[static(name)] = Path(library)
    return found


def service_worker(offline: str, offline_page: bytes) -> str:
    """The script, under a version that is the hash of all that it holds."""
    files, code = held(), CODE.read_text()
    digest = hashlib.sha256(code.encode() + offline_page)
    for address, path in files.items():
        digest.update(address.encode() + _content(path, path.stat().st_mtime_ns))
    values = {
        "version": digest.hexdigest()[:16],
        "files": list(files),
        "offline": offline,
        # An address with the hash of its file in it never changes; in development it does.
        "lasting": settings.STATIC_COLLECTED,
    }
    return f"const SHELL = {json.dumps(values)};\n{code}"


@cache
def _content(path: Path, _changed: int) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
