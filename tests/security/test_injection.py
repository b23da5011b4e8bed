"""What people should not type, typed into every field of every form and every address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from icalendar import Calendar

from accounts.models import User
from notices.building import build
from notices.models import Delivery, Message
from notices.rendering import Renderer
from tests import factories
from tests.architecture.role_matrix import ROLES as EVERYBODY
from tests.architecture.role_matrix import ROWS, Row, expected
from tests.architecture.walk import address_of, undone
from tests.factories_meetings import AgendaItemFactory, MeetingFactory
from tests.world import World

pytestmark = pytest.mark.django_db
CORPUS = {
    "markup": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",  # fits a chosen name
    "out of a text area": "</textarea></title><svg onload=alert(1)>",
    "a link that runs": "[press](javascript:alert(1)) <a href=javascript:alert(1)>x</a>",
    "a formula": '=HYPERLINK("http://evil.example"){{ 7|add:7 }}{% load x %}%(name)s%s{0}',
    "a header": "x\r\nBcc: all@evil.example\r\nX-Evil: 1\r\nATTENDEE:a@evil.example\r\n\r\nEND:VEVENT",
    "letters turned about": "\u202egnp.exe\u2066\u200f\u0000\u0007\ufeff",
    "half of a letter": "a\ud800b",
    "ten thousand": "x" * 10_000,
    "a number": "-99999999999999999999999999999999",
    "other digits": "٣٣٣²",
}
RAW = ("<script>alert", "<img src=x", "<svg onload")
RUNS = re.compile(
    r"<\w+(?:\s+[\w-]+(?:=\"[^\"]*\")?)*\s+(?:href|src|action)=[\"']?\s*javascript", re.I
)
TYPING = {"text", "email", "search", "hidden", "number", "date", "time", "datetime-local", "url"}
ROLES = ("coordinator", "secretary", "returning officer", "nominee", "member", "visitor")
STORED = ("markup", "a link that runs")
# They only end things: nothing typed is kept, and the next form needs what they end.
ENDING = ("sign-out", "exit", "erase", "leave", "dissolve")


@dataclass
class Form:
    """A form of a page: where it goes, what it holds, what can be typed into."""

    action: str
    is_post: bool
    values: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.forms, self.form = path, list[Form](), None
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            action = given.get("action") or self.path
            self.form = Form(action, given.get("method", "").lower() == "post")
            self.forms.append(self.form)
        if self.form is None or not (name := given.get("name", "")):
            if tag == "option" and self.form and self.select and "selected" in given:
                self.form.values[self.select] = given.get("value", "")
            return
        kind = given.get("type", "text")
        if name == "csrfmiddlewaretoken":
            return
        if tag == "textarea" or (tag == "input" and kind in TYPING):
            self.form.typed.append(name)
            self.form.values[name] = given.get("value", "")
        elif tag == "select":
            self.select = name
        elif "checked" in given or name not in self.form.values:  # a choice
            self.form.values[name] = given.get("value", "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = ""


def _pages(role: str) -> list[Row]:
    """The pages that this role sees and none of the roles before; a visitor's, all."""
    answers = expected()
    pages = []
    for row in ROWS:
        seen = [one for one in ROLES if answers[row.label][EVERYBODY.index(one)] == "see"]
        if row.data is None and role in [*seen[:1], "visitor"] and role in seen:
            pages.append(row)
    return pages


def _opened(browser: Client, world: World, role: str, row: Row) -> tuple[str, Any]:
    path = address_of(world, role, row)
    with override_settings(DEMO=row.demo):
        return path, browser.get(path)


def _forms(browser: Client, world: World, role: str, seen: set[Any]) -> Iterator[Form]:
    """Every form on the role's pages, each once."""
    for row in _pages(role):
        path, response = _opened(browser, world, role, row)
        if row.demo or "html" not in response["Content-Type"]:
            continue
        parser = _Forms(path)
        parser.feed(response.content.decode())
        for form in parser.forms:
            known = (role == "visitor", form.action, tuple(form.typed))
            if not form.typed or known in seen or any(word in form.action for word in ENDING):
                continue
            seen.add(known)
            yield form


def _check(response: Any, what: str) -> None:
    assert response.status_code < 500, what
    for name, value in response.headers.items():
        assert not re.search(r"[\r\n\x00]", f"{name}{value}"), what
        assert not name.lower().startswith("x-evil"), what
    if "html" in response.get("Content-Type", ""):
        text = response.content.decode()
        for raw in RAW:
            assert raw not in text, (what, raw)
        assert not RUNS.search(text), what


def _send(browser: Client, form: Form, values: dict[str, str]) -> Any:
    values = {key: value.encode("utf-8", "replace").decode() for key, value in values.items()}
    if not form.is_post:
        return browser.get(form.action, values)
    return browser.post(form.action, values)


def test_no_form_breaks_and_nothing_typed_comes_back_unescaped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("entry", "recovery"):
        monkeypatch.setattr(f"accounts.views.{module}.consume", lambda *_a, **_k: None)
    world, seen = World(), set[Any]()
    Message.objects.all().delete()
    for role in ROLES:
        browser = world.browser(role)
        forms = list(_forms(browser, world, role, seen))
        cookies = dict(browser.cookies)
        for form in forms:
            for kind, values in _fillings(form):
                browser.cookies.clear()
                browser.cookies.update(cookies)
                _try(browser, form, values, f"{role}: {kind} in {form.action}")
    actions = {action for _is_visitor, action, _typed in seen}
    assert len(actions) > 20, sorted(actions)


def _fillings(form: Form) -> Iterator[tuple[str, dict[str, str]]]:
    """Each word in all fields at once; then markup in each alone, since one refusal hides all."""
    for kind, text in CORPUS.items():
        yield kind, form.values | dict.fromkeys(form.typed, text)
    for name in form.typed:
        yield f"markup as {name} alone", form.values | {name: CORPUS["markup"]}


def _try(browser: Client, form: Form, values: dict[str, str], what: str) -> None:
    with undone():
        response = _send(browser, form, values)
        _check(response, what)
        if response.status_code == 302:
            _check(browser.get(response["Location"]), what)
            _check_mails(what)


def _check_mails(what: str) -> None:
    """Every message that is waiting now, as a mail."""
    somebody = User.objects.latest("pk")
    for message in Message.objects.all():
        copy = Renderer(message).copy("en", ZoneInfo("UTC"), {})
        delivery = Delivery(message=message, user=somebody, public_id="x")
        sent = build(delivery, message, somebody, copy, message.made_at).message()
        assert set(sent.keys()) <= MAIL_HEADERS, (what, sent.keys())
        assert "evil.example" not in str(sent["Subject"]) or "\n" not in copy.subject, what
        for raw in RAW:
            assert raw not in copy.html, what
    for one in mail.outbox:
        assert len(one.recipients()) == 1, what
        one.message()
    mail.outbox.clear()


MAIL_HEADERS = {
    "Auto-Submitted",
    "Content-Language",
    "Content-Type",
    "Date",
    "From",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "MIME-Version",
    "Message-ID",
    "Subject",
    "To",
}


@pytest.mark.parametrize("kind", STORED)
def test_what_is_stored_is_escaped_wherever_it_is_shown(kind: str) -> None:
    """Rows that came past the forms, as by an importer: every page of those who see the most."""
    text = CORPUS[kind].replace("\x00", "").encode("utf-8", "replace").decode()
    world = World()
    short = text[:60].replace("\r", " ").replace("\n", " ")
    committee = world.committee
    committee.name, committee.aims = text[:120], text
    committee.save()
    type(committee.campus).objects.update(name=text[:200], city=text[:120], nicknames=[short])
    committee.memberships.filter(pk=world.members["coordinator"].pk).update(chosen_name=short)
    committee.announcements.update(title=text[:150], text=text)
    committee.meetings.update(title=text[:150], place=text[:200], purpose=text)
    committee.requests.update(chosen_name=short, greeting=text[:500])
    committee.elections.update(title=text[:150], about=text, void_because=text[:500])
    for election in committee.elections.all():
        election.candidacies.update(name=short, statement=text[:3000])
        election.contest.options.filter(is_ron=False).update(label=text[:200])
    for role in ROLES:
        browser = world.browser(role)
        for row in _pages(role):
            _check(_opened(browser, world, role, row)[1], f"{kind} on {row.label} as {role}")


@pytest.mark.parametrize("kind", CORPUS)
def test_a_calendar_file_has_one_event_and_nobody_is_invited(kind: str, as_: Any) -> None:
    member = factories.MembershipFactory()
    text = CORPUS[kind].replace("\x00", "").encode("utf-8", "replace").decode()
    meeting = MeetingFactory(
        committee=member.committee, title=text[:150], place=text[:200], purpose=text
    )
    AgendaItemFactory(meeting=meeting, title=text[:200])
    answer = as_(member).get(f"/meetings/{meeting.public_id}/meeting.ics")
    assert answer.status_code == 200
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert "ATTENDEE" not in event
    assert b"\nATTENDEE" not in answer.content
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))


def test_no_address_of_a_page_breaks(settings: Any) -> None:
    settings.DEMO = True
    world = World()
    member, visitor = world.browser("member"), Client()
    coordinator, secretary = world.browser("coordinator"), world.browser("secretary")
    call = reverse("call-meeting", args=[world.committee.public_id])
    roll = reverse("see-roll", args=[world.committee.public_id])
    asked = [(member, path, name) for path in ("/campuses/", "/outbox/") for name in ("q", "page")]
    asked += [(member, "/campuses/add/", "name"), (member, "/outbox/", "to")]
    asked += [(visitor, "/sign-in/", "next"), (member, "/account/confirm/", "next")]
    asked += [(coordinator, call, "kind"), (secretary, roll, "page")]
    for kind, corpus in CORPUS.items():
        text = corpus[:2000].encode("utf-8", "replace").decode()
        for browser, path, name in asked:
            _check(browser.get(path, {name: text}), f"{kind} as {name} of {path}")
        quoted = "".join(f"%{byte:02X}" for byte in text.replace("/", "").encode())
        for name in ("invitation", "unsubscribe", "refuse-invitations", "show-mail"):
            path = reverse(name, args=["x"]).replace("/x/", f"/{quoted[:3000]}/")
            _check(visitor.get(path), f"{kind} in the address of {name}")
