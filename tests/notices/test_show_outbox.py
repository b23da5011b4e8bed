"""The mails of the demonstration, as files and on a page."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client

from notices import outbox
from notices.views.outbox import with_site_links

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "notices.outbox.EmailBackend"
    settings.OUTBOX_DIR = tmp_path / "outbox"
    settings.DEMO = True
    return tmp_path / "outbox"


def send(subject: str, to: str = "ana@mail.example", body: str = "Hello") -> None:
    mail = EmailMultiAlternatives(subject, body, None, [to])
    mail.attach_alternative("<script>alert(1)</script>", "text/html")
    mail.send()


def test_a_mail_is_listed_newest_first_and_can_be_read() -> None:
    send("First")
    send("اجتماع <b>", body="Line one\nLine two")
    page = Client().get("/outbox/").content.decode()
    assert page.index("اجتماع &lt;b&gt;") < page.index("First")
    name = outbox.names()[0]
    mail = Client().get(f"/outbox/{name}/")
    assert "Line one<br>Line two" in mail.content.decode()
    assert "alert(1)" not in mail.content.decode()
    assert mail["Cache-Control"] == "no-store, private"


def test_only_links_to_this_site_can_be_followed(settings: Any) -> None:
    site = settings.PUBLIC_URL
    send("Code", body=f"<i>{site}/join/abc/?a=1&b=2. {site}.evil.example/x {site}//evil.example/")
    page = Client().get(f"/outbox/{outbox.names()[0]}/").content.decode()
    assert '<a href="/join/abc/?a=1&amp;b=2">' in page
    assert "&lt;i&gt;" in page
    assert "evil.example" not in "".join(part.split(">")[0] for part in page.split("<a ")[1:])
    assert with_site_links("no link") == "no link"


def test_the_list_can_be_kept_to_one_recipient() -> None:
    send("For Ana", "ana@mail.example")
    send("For Bo", "bo@mail.example")
    page = Client().get("/outbox/", {"to": " Bo@mail.example "}).content.decode()
    assert "For Bo" in page
    assert "For Ana" not in page
    assert "No mail to" in Client().get("/outbox/", {"to": "nobody"}).content.decode()
    assert "No mail yet" not in Client().get("/outbox/", {"to": "nobody"}).content.decode()


def test_an_empty_outbox_says_what_to_do() -> None:
    assert "No mail yet" in Client().get("/outbox/").content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "99999999999", "2"])
def test_a_strange_page_number_is_no_fault(number: str) -> None:
    send("One")
    assert Client().get("/outbox/", {"page": number}).status_code == 200


def test_many_mails_have_older_pages() -> None:
    with get_connection() as connection:
        for number in range(52):
            connection.send_messages(
                [EmailMultiAlternatives(f"Mail {number}.", "x", None, ["a@b.example"])]
            )
    first = Client().get("/outbox/").content.decode()
    assert "Mail 51." in first
    assert "Mail 1." not in first
    assert "?to=&amp;page=2" in first
    assert "Mail 1." in Client().get("/outbox/?page=2").content.decode()


def test_the_newest_stay_and_the_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "KEPT", 3)
    for number in range(5):
        send(f"Mail {number}")
    subjects = [str(entry.headers["Subject"]) for entry in outbox.entries("", 0, 9)]
    assert subjects == ["Mail 4", "Mail 3", "Mail 2"]


def test_only_the_owner_can_read_the_files(folder: Path) -> None:
    send("Secret")
    assert folder.stat().st_mode & 0o077 == 0
    assert next(folder.glob("*.eml")).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["..", "x", "0" * 20 + "-" + "0" * 8, "%2e%2e%2fpasswd"])
def test_what_is_no_mail_is_not_found(name: str) -> None:
    assert Client().get(f"/outbox/{name}/").status_code == 404
    assert outbox.mail(name) is None


def test_outside_the_demonstration_there_is_no_such_page(settings: Any) -> None:
    send("One")
    name = outbox.names()[0]
    settings.DEMO = False
    assert Client().get("/outbox/").status_code == 404
    assert Client().get(f"/outbox/{name}/").status_code == 404
