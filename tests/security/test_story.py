"""A whole story through the pages, from sign-up to the result; then what lies where."""

import logging
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from ballots.protocol.encoding import b64, canonical, unb64
from ballots.scripted import ScriptedVoter
from committees.models import Committee, InvitationBatch, Mandate
from committees.operations.batches import send_batch
from config.tasks import tick
from core.logs import WithoutAddresses
from elections.models import Election
from meetings.models import Meeting
from notices.models import Delivery, Failure, Message
from notices.operations.deliveries import deliver_message
from tests.accounts.conftest import ask
from tests.accounts.dump import everything
from tests.architecture.walk import cached
from tests.factories import NOW, CampusFactory
from tests.world import CLIENT

pytestmark = pytest.mark.django_db
PEOPLE = ("Zora", "Zeno", "Zita", "Zahi", "Zubi")
INVITED = ("zinvited1@mail.example", "zinvited2@mail.example")
DOMAIN = "mail.example"


class Story:
    """Five people on their phones, and the worker."""

    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.at = NOW
        self.browsers = {name: Client(**CLIENT) for name in PEOPLE}
        self.campus = CampusFactory(name="Zcampus")

    def send(self, name: str, url: str, /, *args: str, **data: Any) -> Any:
        """A form; what it answers must be a redirect or a page that was done."""
        response = self.browsers[name].post(reverse(url, args=args), data)
        assert response.status_code in (200, 302), (url, _main(response))
        return response

    def vote(self, name: str, election: Election) -> None:
        """A paper from one's own session, and an envelope into the box without one."""
        browser, voter = self.browsers[name], ScriptedVoter(election.contest, name)
        blinded = voter.keys.blind()
        asked = canonical(
            {
                "ballot": b64(blinded.ballot),
                "envelope": b64(blinded.envelope),
                "fingerprint": election.contest.fingerprint,
            }
        )
        address = reverse("take-paper", args=[election.public_id])
        paper = browser.post(address, asked, content_type="application/json").json()
        voter.keys.unblind(blinded, (unb64(paper["envelope"]), unb64(paper["ballot"])))
        taken = browser.post(
            reverse("cast-envelope", args=[election.contest.public_id]),
            voter.keys.outer([1], 1),
            content_type="application/octet-stream",
        )
        assert taken.status_code == 200

    def later(self, **span: float) -> None:
        """Time passes, the clock ticks, the worker mails what is due."""
        self.at += timedelta(**span)
        self.clock.move_to(self.at)
        tick()
        assert not Failure.objects.exists()
        for _round in range(3):
            for message in Message.objects.due(self.at):
                deliver_message(message.public_id, at=self.at)
        for batch in InvitationBatch.objects.due(self.at):
            send_batch(batch.public_id, at=self.at, ends_at=time.monotonic() + 5)

    def tell(self) -> None:
        for name in PEOPLE:
            browser = self.browsers[name]
            code = ask(browser, f"{name.lower()}@{DOMAIN}")
            self.send(name, "enter-code", code=code)
            self.send(name, "sign-up", age="19")
        first, *others = PEOPLE
        found = {"name": "Zcommittee", "aims": "To meet.", "preset": "simple"}
        found |= {"chosen_name": first, "discretion": "plain"}
        self.send(first, "open-committee", self.campus.public_id, **found)
        self.committee = Committee.objects.get()
        for name in others:
            made = self.send(first, "make-invitation", self.committee.public_id)
            page = self.browsers[first].get(made["Location"])
            token = re.search(r"/i/([\w-]+)/", page.content.decode())
            assert token
            self.send(name, "accept-invitation", token[1], chosen_name=name)
        addresses = "\n".join(INVITED)
        self.send(first, "invite-many", self.committee.public_id, addresses=addresses)
        self.later(minutes=1)
        self._meet(first)
        draft = self.send(
            first, "write-announcement", self.committee.public_id, title="Znews", text="Come."
        )
        self.send(first, "send-announcement", draft["Location"].split("/")[2])
        self.later(minutes=10)
        self._elect(first, others)

    def _meet(self, first: str) -> None:
        begins = self.at + timedelta(days=4)
        self.send(
            first, "call-meeting", self.committee.public_id, kind="founding", minutes="60",
            local_date=begins.date().isoformat(), local_time="12:00", place="Zplace", agenda="Talk",
        )  # fmt: skip
        meeting = Meeting.objects.get()
        self.send("Zeno", "say-coming", meeting.public_id)
        self.later(days=4)
        self.later(hours=6)
        self.browsers[first].force_login(self.committee.memberships.get(chosen_name=first).user)
        self.send(first, "close-meeting", meeting.public_id, present="5")
        self.committee.refresh_from_db()
        assert self.committee.status == "founded"

    def _elect(self, first: str, others: list[str]) -> None:
        form = self.browsers[first].get(
            reverse("announce-election", args=[self.committee.public_id])
        )
        assert form.status_code == 200
        page = self.send(
            first, "announce-election", self.committee.public_id, work_out="1", preset="practice"
        )
        fields = dict(page.context["form"].initial)
        zone = self.committee.timezone
        for key, value in fields.items():
            if key.endswith("_at"):
                fields[key] = value.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
        self.send(first, "announce-election", self.committee.public_id, **fields)
        election = Election.objects.get()
        for name in (first, *others):
            user = self.committee.memberships.get(chosen_name=name).user
            self.browsers[name].force_login(user)
        self.later(minutes=1)
        self.send("Zeno", "nominate", election.public_id, oneself="1", statement="Zstatement")
        self.later(minutes=4)
        for name in PEOPLE:
            self.vote(name, election)
        self.later(minutes=7)
        election.refresh_from_db()
        assert election.status in ("declared", "final")


def _main(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(text.split())[:600]


@pytest.fixture
def log() -> Iterator[StringIO]:
    text = StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(WithoutAddresses())
    logger = logging.getLogger()
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield text
    logger.setLevel(before)
    logger.removeHandler(handler)


def test_after_a_whole_story_no_address_and_no_client_lies_anywhere(
    log: StringIO, django_capture_on_commit_callbacks: Any
) -> None:
    with (
        time_machine.travel(NOW, tick=False) as clock,
        django_capture_on_commit_callbacks(execute=True),
    ):
        story = Story(clock)
        story.tell()
    text, valkey = everything().lower(), cached().lower()
    assert "zcommittee" in text
    assert "limit:" in valkey
    assert Delivery.objects.filter(status="sent").count() > 15
    assert Mandate.objects.exists()
    recipients = {one for message in mail.outbox for one in message.to}
    assert recipients == {f"{name.lower()}@{DOMAIN}" for name in PEOPLE} | set(INVITED)
    planted = [DOMAIN, *(one.split("@")[0] for one in INVITED)]
    planted += [word.lower() for word in CLIENT.values()]
    planted += [browser.cookies["session"].value for browser in story.browsers.values()]
    for word in planted:
        assert word not in text, word
        assert word not in valkey, word
        assert word not in log.getvalue().lower(), word
    for message in mail.outbox:
        assert len(message.to) == 1
        headers = "\n".join(f"{name}: {value}" for name, value in message.message().items())
        twin = getattr(message, "alternatives", "")
        whole = f"{headers}\n{message.body}\n{twin}"
        for word in (*CLIENT.values(), *PEOPLE):
            assert word not in whole, (word, message.subject)


def test_no_model_has_a_field_for_what_we_do_not_hold() -> None:
    from django.apps import apps

    forbidden = (
        r"(^|_)(ip|user_agent|agent|phone|mobile|birth\w*|dob|age|photo|avatar|picture|gender"
        r"|last_login|last_seen|seen_by|first_name|last_name|real_name|full_name|student\w*"
        r"|street|postcode|passport)(_|$)"
    )
    for model in apps.get_models():
        for field in model._meta.get_fields():
            assert not re.search(forbidden, field.name), f"{model._meta.label}.{field.name}"
            kind = type(field).__name__
            assert kind not in ("GenericIPAddressField", "ImageField", "FileField"), field
