"""On the phone: what a browser is told to keep, and under which name."""

import gzip
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.templatetags.static import static
from django.test import Client
from PIL import Image, ImageChops

from committees.models import Membership
from config import settings as project
from home import shell
from tests.browser import icons

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def _values(script: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(script.split("const SHELL = ", 1)[1].split(";\n", 1)[0])
    return found


@pytest.mark.parametrize(
    ("query", "name", "lang", "direction"),
    [
        ("", "Rank & File", "en", "ltr"),
        ("?app=quiet", "Meetings", "en", "ltr"),
        ("?app=named&lang=ar", None, "ar", "rtl"),
        ("?app=quiet&lang=zh-hans", None, "zh-hans", "ltr"),
    ],
)
def test_the_manifest_is_in_the_language_and_under_the_name_of_its_address(
    query: str, name: str | None, lang: str, direction: str
) -> None:
    answer = Client().get(f"/app.webmanifest{query}", headers={"accept-language": "es"})
    assert answer["Content-Type"] == "application/manifest+json"
    found = answer.json()
    assert found["name"] == found["short_name"] == (name or found["name"])
    assert (found["lang"], found["dir"]) == (lang, direction)
    assert (found["display"], found["start_url"], found["scope"]) == ("standalone", "/home/", "/")
    assert found["background_color"] == "#f7f2e7"


def test_the_two_faces_are_two_apps_and_the_quiet_one_bears_neither_name_nor_red() -> None:
    named = Client().get("/app.webmanifest?app=named")
    quiet = Client().get("/app.webmanifest?app=quiet")
    assert named.json()["id"] != quiet.json()["id"]
    assert named.json()["theme_color"] == "#a80f1b"
    assert "Rank" not in quiet.content.decode()
    assert "a80f1b" not in quiet.content.decode()


def test_every_icon_is_there_in_its_size_small_and_as_it_is_drawn() -> None:
    for face in shell.FACES.values():
        for icon in shell.manifest(face, "en", rtl=False)["icons"]:
            path = Path(project.STATIC_ROOT) / icon["src"].removeprefix("/static/")
            assert path.stat().st_size < 6_000
            with Image.open(path) as image:
                assert f"{image.width}x{image.height}" == icon["sizes"]
    for face, kind, size in icons.FILES:
        drawn = Image.open(io.BytesIO(icons.drawn(face, kind, size))).convert("RGB")
        kept = Image.open(icons.FOLDER / f"{face}{kind}-{size}.png").convert("RGB")
        assert ImageChops.difference(drawn, kept).getbbox() is None, (
            "run: python -m tests.browser.icons"
        )


@pytest.mark.parametrize("face", ["named", "quiet"])
def test_a_maskable_icon_keeps_its_drawing_in_the_safe_circle(face: str) -> None:
    image = Image.open(icons.FOLDER / f"{face}-maskable-512.png").convert("RGB")
    ground = image.getpixel((0, 0))
    outside = [
        (x, y)
        for x in range(0, 512, 4)
        for y in range(0, 512, 4)
        if (x - 256) ** 2 + (y - 256) ** 2 > (0.4 * 512) ** 2
    ]
    assert {image.getpixel(at) for at in outside} == {ground}


@pytest.mark.parametrize("path", ["/app.webmanifest", "/sw.js", "/offline/"])
def test_a_language_that_is_not_ours_is_not_found(path: str) -> None:
    assert Client().get(path, {"lang": "xx"}).status_code == 404


@pytest.mark.parametrize("path", ["/app.webmanifest", "/phone/"])
def test_a_face_that_is_not_ours_is_not_found(path: str) -> None:
    assert Client().get(path, {"app": "xx"}).status_code == 404


def test_the_service_worker_rules_the_whole_site_and_is_never_kept(
    as_: As, member: Membership
) -> None:
    for browser in (Client(), as_(member)):
        answer = browser.get("/sw.js")
        assert answer["Content-Type"].startswith("text/javascript")
        assert "no-cache" in answer["Cache-Control"]
        assert "worker-src 'self'" in answer["Content-Security-Policy"]
        assert "manifest-src 'self'" in answer["Content-Security-Policy"]


def test_what_it_holds_is_public_and_has_one_page_alone() -> None:
    script = Client().get("/sw.js?lang=ar").content.decode()
    values = _values(script)
    assert values["offline"] == "/offline/?lang=ar"
    files = values["files"]
    assert isinstance(files, list)
    assert static("js/send.js") in files
    assert static("img/mark.svg") in files
    assert any(one.startswith("/static/css/") for one in files)
    assert static("django_htmx/htmx-2.min.js") in files
    assert all(one.startswith("/static/") for one in files)
    assert len(files) == len(set(files))
    for one in files:
        answer = Client().get(one)
        assert answer.status_code == 200, one
        answer.close()


def test_its_version_follows_what_it_holds_and_the_language(
    settings: object, tmp_path: Path
) -> None:
    def version(lang: str = "en") -> object:
        return _values(Client().get(f"/sw.js?lang={lang}").content.decode())["version"]

    style = tmp_path / "css/own.css"
    style.parent.mkdir()
    style.write_text("p { color: red }")
    settings.STATICFILES_DIRS = [tmp_path]  # type: ignore[attr-defined]
    first = version()
    assert version() == first
    assert version("es") != first
    style.write_text("p { color: blue; }")
    assert version() != first


def test_the_offline_page_is_the_same_for_everybody_and_names_nothing(
    as_: As, member: Membership
) -> None:
    for lang, direction in (("en", "ltr"), ("ar", "rtl")):
        public = Client().get(f"/offline/?lang={lang}", headers={"accept-language": "zh-hans"})
        own = as_(member).get(f"/offline/?lang={lang}")
        assert public.content == own.content
        text = public.content.decode()
        assert f'<html lang="{lang}" dir="{direction}">' in text
        assert "Rank" not in text
        assert "<form" not in text
        assert not public.cookies


def test_signed_in_pages_offer_the_quiet_name_unless_the_other_is_chosen(
    as_: As, member: Membership
) -> None:
    def offered(browser: Client, path: str) -> str:
        found = re.search(r'rel="manifest" href="([^"]+)"', browser.get(path).content.decode())
        assert found
        return found[1]

    assert offered(Client(), "/") == "/app.webmanifest?app=named&amp;lang=en"
    browser = as_(member)
    for path in ("/home/", "/phone/", "/no-such-page/"):
        assert offered(browser, path) == "/app.webmanifest?app=quiet&amp;lang=en"
    assert "app=named" in offered(browser, "/phone/?app=named")
    assert "app=quiet" in offered(Client(), "/phone/?app=quiet")


def test_a_visitor_is_given_nothing_that_stays_in_the_browser(as_: As, member: Membership) -> None:
    visitor = Client().get("/").content.decode()
    own = as_(member).get("/home/").content.decode()
    for script in ("worker", "drafts", "send", "exit"):
        assert f"js/{script}." not in visitor
        assert static(f"js/{script}.js") in own
    assert not Client().get("/phone/").cookies


def test_all_scripts_together_are_light() -> None:
    paths = [*(project.BASE_DIR / "static/js").glob("*.js"), shell.CODE]
    ours = {"busy", "drafts", "exit", "offline", "send", "service_worker", "worker"}
    weights = {one.stem: len(gzip.compress(one.read_bytes())) for one in paths if one.stem in ours}
    assert set(weights) == ours
    assert sum(weights.values()) <= 6 * 1024, weights
