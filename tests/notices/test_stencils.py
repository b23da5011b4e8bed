"""What a stencil writes is, byte for byte, what Django's own mail would be."""

import re
from dataclasses import replace
from functools import partial

import pytest
from django.core.mail import EmailMultiAlternatives
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from notices.building import build
from notices.models import Delivery, Message
from notices.rendering import PLACE_OF_LINK, Copy
from notices.stencils import Stencils
from tests.conftest import NOW

COPY = Copy(
    subject="Leaflets on Thursday",
    text=f"Come at eight.\n\n--\nStop mails like this one: {PLACE_OF_LINK}\n",
    html=f'<p>Come at eight.</p><a href="{PLACE_OF_LINK}">Stop</a>',
    language="en",
)
PLAIN = [
    "ana@mail.example",
    "ben+news@mail.example",
    "o'neil@mail.example",
    "a@b.co",
    "Z@x.example",
]
words = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=1_500)


def _message(**fields: object) -> Message:
    kept = {"category": "announcements", "scope": "scope0000001", "sender": "A committee"}
    return Message(**{**kept, "context": {}, **fields})


def _user(email: str, number: int) -> User:
    return User(email=email, public_id=f"user{number:08}")


def _wire(mail: EmailMultiAlternatives) -> bytes:
    return mail.message().as_bytes(linesep="\r\n")


def _without_boundary(content: bytes) -> bytes:
    return re.sub(rb"=+\d+==", b"BOUNDARY", content)


def _both(
    message: Message, copy: Copy, addresses: list[str]
) -> tuple[list[bytes | None], list[bytes], int]:
    """What the stencils write and what is built, of the same mails, and how many were built for it."""
    stencils, written, built, asked = Stencils(message), [], [], []
    for number, address in enumerate(addresses):
        user = _user(address, number)
        delivery = Delivery(message=message, user=user, public_id=f"mail{number:08}")
        make = partial(build, delivery, message, user, copy, NOW)

        def counted(make: partial[EmailMultiAlternatives] = make) -> EmailMultiAlternatives:
            asked.append(1)
            return make()

        found = stencils.write(delivery, user, copy, counted)
        written.append(found and found.content)
        built.append(_wire(make()))
        if found:
            assert (found.recipient, found.sender) == (address, make().from_email)
    return written, built, len(asked)


@pytest.mark.parametrize("category", ["announcements", "security"])
def test_five_mails_of_one_copy_are_built_twice_and_all_the_same_as_if_each_was(
    category: str,
) -> None:
    written, built, asked = _both(_message(category=category), COPY, PLAIN)
    for one, other in zip(written, built, strict=True):
        assert _without_boundary(one) == _without_boundary(other)
    assert asked == 2


@settings(max_examples=60, deadline=None)
@given(subject=words, text=words, html=words, sender=words)
def test_whatever_stands_in_a_mail(subject: str, text: str, html: str, sender: str) -> None:
    copy = Copy(subject[:200], text + COPY.text, html + COPY.html, "ar")
    written, built, _asked = _both(_message(sender=sender[:78]), copy, PLAIN)
    for one, other in zip(written, built, strict=True):
        assert _without_boundary(one) == _without_boundary(other)


@pytest.mark.parametrize(
    "address",
    ["ana@münchen.example", "ы@mail.example", f"{'a' * 41}@mail.example", '"a b"@mail.example',
     "a@b.example\r\nBcc: v@x.example"],
)  # fmt: skip
def test_an_address_that_does_not_stand_in_a_header_as_it_is_has_its_mail_built(
    address: str,
) -> None:
    message = _message()
    user = _user(address, 1)
    delivery = Delivery(message=message, user=user, public_id="mail00000001")
    assert Stencils(message).write(delivery, user, COPY, lambda: pytest.fail("not asked")) is None


def test_a_word_that_is_broken_in_the_text_is_never_filled_in() -> None:
    """A line above 998 characters is written as quoted-printable, which may cut the link."""
    for before in range(75):
        text = "x" * (1_000 + before) + COPY.text.replace("\n", " ")
        written, built, _asked = _both(_message(), replace(COPY, text=text), PLAIN)
        for one, other in zip(written, built, strict=True):
            assert _without_boundary(one) == _without_boundary(other)


def test_copies_that_differ_for_everybody_are_built_once_each() -> None:
    message = _message()
    stencils, asked = Stencils(message), []
    for number in range(100):
        user = _user(f"m{number}@mail.example", number)
        delivery = Delivery(message=message, user=user, public_id=f"mail{number:08}")
        copy = replace(COPY, subject=f"For {number}")

        def counted(delivery=delivery, user=user, copy=copy) -> EmailMultiAlternatives:
            asked.append(1)
            return build(delivery, message, user, copy, NOW)

        assert stencils.write(delivery, user, copy, counted)
    assert len(asked) == 100
    assert len(stencils._by_copy) <= 65
