"""Rows of the notices, and a mail server with faults that the tests choose."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import factory
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from factory.django import DjangoModelFactory

from notices.models import Bounce, Delivery, DigestChoice, MailStop, Message, Notice, Refusal
from tests.factories import NOW, UserFactory
from tests.ports import free_port


class MessageFactory(DjangoModelFactory[Message]):
    """Due since a minute; the audience is the accounts in `about["users"]`, by `notices.tested`."""

    class Meta:
        model = Message

    key = factory.Sequence(lambda n: f"tested:{n}")
    category = "meetings"
    audience = "notices.tested"
    template = "tests/email/plain"
    made_at = NOW - timedelta(minutes=1)
    due_at = NOW - timedelta(minutes=1)


class DeliveryFactory(DjangoModelFactory[Delivery]):
    class Meta:
        model = Delivery

    message = factory.SubFactory(MessageFactory, status="sending", expanded_at=NOW)
    user = factory.SubFactory(UserFactory)
    try_at = NOW


class RefusalFactory(DjangoModelFactory[Refusal]):
    class Meta:
        model = Refusal

    user = factory.SubFactory(UserFactory)
    category = "meetings"
    scope = ""


class DigestChoiceFactory(DjangoModelFactory[DigestChoice]):
    class Meta:
        model = DigestChoice

    user = factory.SubFactory(UserFactory)
    scope = ""


class NoticeFactory(DjangoModelFactory[Notice]):
    class Meta:
        model = Notice

    message = factory.SubFactory(MessageFactory, status="sending", expanded_at=NOW)
    user = factory.SubFactory(UserFactory)


class BounceFactory(DjangoModelFactory[Bounce]):
    """A soft one, now."""

    class Meta:
        model = Bounce

    user = factory.SubFactory(UserFactory)
    kind = "soft"
    at = NOW
    code = "4.2.2"
    mark = factory.Sequence(lambda n: f"{n:032x}")


class MailStopFactory(DjangoModelFactory[MailStop]):
    class Meta:
        model = MailStop

    user = factory.SubFactory(UserFactory)
    at = NOW


class MailServer:
    """A real SMTP server on a free port. `refuse(address, attempt)` may answer RCPT.

    `silent_at` names a command that it answers never; it keeps a mail that it says nothing of, and,
    with `keeps_cut`, the one after which it cuts the line.
    """

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.attempts: dict[str, int] = {}
        self.refuse: Callable[[str, int], str] = lambda _address, _attempt: ""
        self.cut_after = -1
        self.keeps_cut = False
        self.silent_at = ""
        self.connections = 0
        self.pause = 0.0
        self.port = free_port()
        self.start()

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        self.controller.stop()

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, replies: list[str]
    ) -> list[str]:
        self.connections += 1
        self.greeted_by = hostname
        session.host_name = hostname
        await self._silence("EHLO")
        return replies

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        self.attempts[address] = self.attempts.get(address, 0) + 1
        await self._silence("RCPT")
        if refusal := self.refuse(address, self.attempts[address]):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if len(self.mails) == self.cut_after:
            self.cut_after = -1
            if self.keeps_cut:
                self.mails.append(envelope)
            server.transport.abort()
            await asyncio.sleep(0)
            return "421 gone"
        self.mails.append(envelope)
        await self._silence("DATA")
        await asyncio.sleep(self.pause)
        return "250 OK"

    async def _silence(self, command: str) -> None:
        while self.silent_at == command:
            await asyncio.sleep(0.01)

    @property
    def recipients(self) -> list[str]:
        return [envelope.rcpt_tos[0] for envelope in self.mails]


def refused() -> set[tuple[str, str]]:
    """Every refusal there is: category and scope."""
    return set(Refusal.objects.values_list("category", "scope"))
