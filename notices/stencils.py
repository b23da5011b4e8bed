"""The mails of one copy, written out once: each person's own words are put into their places.

Building and writing out a mail costs more than sending it, and of 20,000 only the address, the
Message-ID and the link at the foot differ. What is written out is Django's own mail. A stencil is
cut from one, and used once the next, built by itself, is byte for byte what it gives.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMultiAlternatives

from accounts import return_paths
from accounts.models import User
from notices import tokens
from notices.building import message_id
from notices.models import Delivery, Message
from notices.rendering import COPIES_KEPT, Copy

# Addresses that stand in a header just as they are, on its first line.
_PLAIN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,40}@[A-Za-z0-9.-]{1,30}", re.ASCII)
_BOUNDARY = re.compile(rb'boundary="(=+\d+==)"')


@dataclass(frozen=True, slots=True)
class Written:
    """A mail ready for the wire: its envelope, and its bytes with lines ended by CR LF."""

    sender: str
    recipient: str
    content: bytes


class Stencils:
    """The stencils of one message, by copy."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self._by_copy: OrderedDict[int, _Stencil] = OrderedDict()

    def write(
        self,
        delivery: Delivery,
        user: User,
        copy: Copy,
        build: Callable[[], EmailMultiAlternatives],
    ) -> Written | None:
        """The mail of this delivery, which `build` makes; None where it has to be sent like that."""
        if not _PLAIN.fullmatch(user.email):
            return None
        own = _own(self.message, delivery, user)
        stencil = self._by_copy.setdefault(id(copy), _Stencil(copy))
        if len(self._by_copy) > COPIES_KEPT:
            self._by_copy.popitem(last=False)
        content = stencil.fill(own) if stencil.is_proved else stencil.learn(own, _wire(build()))
        return Written(return_paths.of(user), user.email, content)


class _Stencil:
    """What stands between the places of a copy, and whose word each place takes."""

    def __init__(self, copy: Copy) -> None:
        self._copy = copy  # as long as it is held, its id is nobody else's
        self._pieces: list[bytes] = []
        self._places: list[str] = []
        self.is_proved = False

    def learn(self, own: dict[str, bytes], content: bytes) -> bytes:
        """The mail as it was built; proved once two in a row, of two people, come out alike."""
        self.is_proved = bool(self._pieces) and _alike(content, self.fill(own))
        if not self.is_proved:
            names = {word: name for name, word in own.items()}
            words = re.compile(b"|".join(re.escape(word) for word in names))
            self._pieces = words.split(content)
            self._places = [names[word] for word in words.findall(content)]
        return content

    def fill(self, own: dict[str, bytes]) -> bytes:
        """The mail with these words in their places."""
        parts = [self._pieces[0]]
        for place, piece in zip(self._places, self._pieces[1:], strict=True):
            parts += (own[place], piece)
        return b"".join(parts)


def _own(message: Message, delivery: Delivery, user: User) -> dict[str, bytes]:
    """The words that stand in this person's mail alone, each unlike anything else in it."""
    own = {
        "to": f"\r\nTo: {user.email}\r\n",
        "id": message_id(delivery),
    }
    if message.may_be_refused:
        own["token"] = tokens.make(user, message.category, message.scope)
    return {name: word.encode() for name, word in own.items()}


def _wire(mail: EmailMultiAlternatives) -> bytes:
    """As Django's SMTP backend writes it out."""
    content: Any = mail.message()  # Django's own kind, which knows `linesep`
    written: bytes = content.as_bytes(linesep="\r\n")
    return written


def _alike(one: bytes, other: bytes) -> bool:
    """But for the boundary between the parts, which is drawn anew for each."""
    theirs, ours = _BOUNDARY.search(other), _BOUNDARY.search(one)
    if ours is None or theirs is None:
        return False
    return one.replace(ours[1], theirs[1]) == other
