"""Pages are compressed with padding, static files once, and both are found again by the browser."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client, override_settings

from core import static_files

pytestmark = pytest.mark.django_db
ZIPPED = {"accept-encoding": "gzip, deflate"}


def test_a_page_is_compressed_and_padded() -> None:
    answers = [Client().get("/", headers=ZIPPED) for _ in range(12)]
    assert {one["Content-Encoding"] for one in answers} == {"gzip"}
    assert b"</html>" in gzip.decompress(answers[0].content)
    # The page is the same each time, and its size is not.
    assert len({len(one.content) for one in answers}) > 1


def test_a_browser_that_cannot_unpack_gets_the_page_as_it_is() -> None:
    answer = Client().get("/")
    assert "Content-Encoding" not in answer
    assert "Accept-Encoding" in answer["Vary"]
    assert b"</html>" in answer.content


@pytest.mark.parametrize(
    ("signed_in", "site", "is_packed"),
    [
        (True, "cross-site", False),
        (True, "same-origin", True),
        (True, "none", True),
        (False, "cross-site", True),
    ],
)
def test_what_another_site_asks_for_in_a_members_name_is_not_compressed(
    as_, member, signed_in: bool, site: str, is_packed: bool
) -> None:
    browser = as_(member if signed_in else None)
    answer = browser.get("/campuses/", headers={**ZIPPED, "sec-fetch-site": site})
    assert answer.status_code == 200
    assert ("Content-Encoding" in answer) is is_packed


def test_a_static_file_is_named_by_its_content_compressed_and_kept_for_ever() -> None:
    address = staticfiles_storage.url("css/parts.css")
    answer = Client().get(address, headers=ZIPPED)
    packed = b"".join(answer.streaming_content)
    answer.close()
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == Path("static/css/parts.css").read_bytes()
    assert "immutable" in answer["Cache-Control"]
    plain = Client().get(address)
    assert b"".join(plain.streaming_content) == gzip.decompress(packed)
    plain.close()


def test_a_changed_file_has_another_address_at_once(tmp_path: Path) -> None:
    source = tmp_path / "sheet.css"
    storage = static_files.FreshStorage(location=tmp_path / "kept")
    with override_settings(STATICFILES_DIRS=[tmp_path]):
        static_files.finders.get_finder.cache_clear()
        try:
            source.write_text("a { color: red }" * 20)
            first = storage.url("sheet.css")
            source.write_text("a { color: black }" * 20)
            second = storage.url("sheet.css")
            assert storage.url("sheet.css") == second
        finally:
            static_files.finders.get_finder.cache_clear()
    assert first != second
    # WhiteNoise adds `.br` where Brotli is installed.
    kept = {path.name for path in (tmp_path / "kept").iterdir()}
    names = [address.rpartition("/")[2] for address in (first, second)]
    assert kept >= {name + end for name in names for end in ("", ".gz")}


def test_a_picture_is_not_compressed_again(tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(b"\x89PNG")
    storage = static_files.FreshStorage(location=tmp_path / "kept")
    with override_settings(STATICFILES_DIRS=[tmp_path]):
        static_files.finders.get_finder.cache_clear()
        try:
            assert storage.url("dot.png") == storage.url("dot.png")
        finally:
            static_files.finders.get_finder.cache_clear()
    assert [path.suffix for path in (tmp_path / "kept").iterdir()] == [".png"]


@pytest.mark.parametrize("name", ["css/nothing.css", "css"])
def test_what_is_no_file_has_its_plain_address(name: str) -> None:
    assert staticfiles_storage.url(name) == settings.STATIC_URL + name
