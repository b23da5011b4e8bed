"""What the pages of inviting and joining show."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from committees import permissions, tokens
from committees.admission import secretaries, yes_needed
from committees.models import (
    Committee,
    Invitation,
    InvitationBatch,
    JoinRequest,
    Membership,
    Office,
)
from core import words
from core.qr import svg

_SENTENCE_WITH_GAP = re.compile(r"[^.!?\n]*\[(?!campus\]|link\])[a-z ]+\][^.!?\n]*[.!?]\s*")


@dataclass(frozen=True, slots=True)
class Shared:
    """A fresh invitation as its maker hands it on; shown once."""

    link: str
    qr: SafeString
    text: str
    ends_at: datetime


def shared(invitation: Invitation, token: str) -> Shared:
    """The link, its picture, and words to send it with."""
    link = tokens.link(token)
    text = words.get("invitation").body
    # What only the sender knows, such as the next meeting, is left out, not left open.
    text = _SENTENCE_WITH_GAP.sub("", text)
    text = text.replace("[campus]", invitation.committee.stands_at).replace("[link]", link)
    label = _("QR code of the invitation")
    return Shared(link, svg(link, label), text.strip(), invitation.expires_at)


def open_invitations(member: Membership, now: datetime) -> list[Invitation]:
    """The member's own, without those of batches; their tokens are known to nobody."""
    mine = Invitation.objects.usable(now).filter(made_by=member, batch=None)
    return list(mine.order_by("expires_at"))


def find_invitation(token: str) -> Invitation | None:
    """The invitation behind a link."""
    rows = Invitation.objects.select_related("committee__campus", "made_by__committee")
    return rows.filter(token_hash=tokens.digest(token)).first()


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One who asks, as the membership secretaries see them: a chosen name, never an address."""

    public_id: str
    chosen_name: str
    greeting: str
    invited: bool
    made_at: datetime
    expires_at: datetime
    yes: int
    is_mine_said: bool


@dataclass(frozen=True, slots=True)
class Requests:
    """Who waits, and how many must say yes."""

    lines: list[RequestLine]
    needed: int
    secretaries: int
    may_share: bool

    @property
    def lacks_second(self) -> bool:
        return self.needed > self.secretaries


def requests(member: Membership) -> Requests:
    """The requests of a committee, oldest first; a fixed number of queries."""
    committee = member.committee
    rows = JoinRequest.objects.waiting().filter(committee=committee)
    mine = Count("admissions", filter=Q(admissions__by=member))
    counted = rows.annotate(yes=Count("admissions"), own=mine).order_by("made_at")
    return Requests(
        lines=[
            RequestLine(
                one.public_id,
                one.chosen_name,
                one.greeting,
                one.invited,
                one.made_at,
                one.expires_at,
                one.yes,  # type: ignore[attr-defined]
                one.own > 0,  # type: ignore[attr-defined]
            )
            for one in counted[:200]
        ],
        needed=yes_needed(committee),
        secretaries=secretaries(committee),
        may_share=bool(permissions.share_office(member, Office.MEMBERSHIP_SECRETARY)),
    )


def own_request(user: User, committee: Committee) -> JoinRequest | None:
    """This person's request that waits."""
    return JoinRequest.objects.waiting().filter(user=user, committee=committee).first()


def admits_at_once(maker: Membership | None) -> bool:
    """Whether this member's invitation makes members: a secretary's, where one yes is enough."""
    is_secretary = maker is not None and maker.holds(Office.MEMBERSHIP_SECRETARY)
    return maker is not None and is_secretary and yes_needed(maker.committee) == 1


def batch_faults(batch: InvitationBatch) -> list[tuple[int, str | Promise]]:
    """Row numbers and reasons."""
    return [(row, InvitationBatch.FAULTS[word]) for row, word in sorted(batch.faults)]
