"""What a motion does beside its words, if it is carried. Each app registers what is its own.

A motion names one: `{"kind": "join_council", …}`, whose other values are the kind's own. It is done
in the moment in which the vote is declared, and taken back with the vote.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing

from committees.models import Committee, Membership
from core.decision import ALLOWED, Decision
from core.discovery import discover
from meetings.models import Motion, Resolution

Asked = dict[str, Any]
SALT = "meetings.effects"


def _nothing(_motion: Motion, _asked: Asked, _at: datetime) -> None:
    """What a motion that is lost leaves behind, mostly."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One kind. `draft` gives a title and the words to begin with, `said` the sentence that stands
    beside the motion's text; both in the reader's language.

    `may`: whether the committee can ask for it now. `carry` gives what `undo` needs to take it back.
    `put` follows when the motion is put, `lose` where it is lost, and `unlose` where that vote is set
    aside. `travels` says whether another committee that adopts the resolution asks for the same. What
    is `about_person` takes notice, and no emergency meeting decides on it. `unseconded`: what a reader who
    is not its proposer reads in place of `said` while nobody has seconded the motion.
    """

    kind: str
    draft: Callable[[Committee, Asked], tuple[str, str]]
    said: Callable[[Committee, Asked], str]
    may: Callable[[Committee, Asked, datetime], Decision]
    carry: Callable[[Resolution, Asked, datetime], dict[str, Any]]
    undo: Callable[[Resolution, Asked, dict[str, Any], datetime], None]
    lose: Callable[[Motion, Asked, datetime], None] = _nothing
    unlose: Callable[[Motion, Asked, datetime], None] = _nothing
    put: Callable[[Motion, Asked, datetime], None] = _nothing
    travels: bool = False
    about_person: bool = False
    unseconded: Callable[[Committee, Asked, Membership], str] | None = None


EFFECTS: dict[str, Effect] = {}


def register(effect: Effect) -> Effect:
    """Make this kind known; called by an app's `effects.py`."""
    EFFECTS[effect.kind] = effect
    return effect


def of(motion: Motion) -> Effect | None:
    """The effect that this motion asks for; None for a motion of words alone."""
    return known(motion.effect) if motion.effect else None


def known(asked: Asked) -> Effect:
    """The effect of what is asked for."""
    discover("effects")
    return EFFECTS[asked["kind"]]


def token(asked: Asked) -> str:
    """What is asked for, as an address or a form carries it; signed, so that its shape is ours."""
    return signing.dumps(asked, salt=SALT, compress=True)


def from_token(text: str) -> Asked:
    """What a token asks for; nothing where it is blank or not ours."""
    try:
        found: Asked = signing.loads(text, salt=SALT) if text else {}
    except signing.BadSignature:
        return {}
    return found


def said(motion: Motion) -> str:
    """The sentence of what it does if it is carried; blank where it is words alone."""
    effect = of(motion)
    return effect.said(motion.committee, motion.effect) if effect else ""


def said_to(member: Membership, motion: Motion) -> str:
    """The same sentence as this member may read it."""
    effect = of(motion)
    if effect is None or effect.unseconded is None or motion.seconded_at is not None:
        return said(motion)
    if motion.proposer_id == member.pk:
        return said(motion)
    return effect.unseconded(motion.committee, motion.effect, member)


def is_about_person(asked: Asked) -> bool:
    """Whether a motion that asks for this decides on somebody."""
    return bool(asked) and known(asked).about_person


def may(committee: Committee, asked: Asked, at: datetime) -> Decision:
    """Whether a motion of this committee can ask for this now."""
    return known(asked).may(committee, asked, at) if asked else ALLOWED


def put(motion: Motion, at: datetime) -> None:
    """The motion is put."""
    effect = of(motion)
    if effect is not None:
        effect.put(motion, motion.effect, at)


def carry(motion: Motion, resolution: Resolution, at: datetime) -> dict[str, Any]:
    """Do what a carried motion asks for; what it takes to undo it. Raises `Refused` where it cannot be."""
    effect = of(motion)
    if effect is None:
        return {}
    effect.may(motion.committee, motion.effect, at).enforce()
    return effect.carry(resolution, motion.effect, at)


def undo(motion: Motion, resolution: Resolution, done: dict[str, Any], at: datetime) -> None:
    """Take back what a motion did; its vote is set aside."""
    effect = of(motion)
    if effect is not None:
        effect.undo(resolution, motion.effect, done, at)


def lose(motion: Motion, at: datetime) -> None:
    """The motion is lost."""
    effect = of(motion)
    if effect is not None:
        effect.lose(motion, motion.effect, at)


def unlose(motion: Motion, at: datetime) -> None:
    """The vote by which the motion was lost is set aside."""
    effect = of(motion)
    if effect is not None:
        effect.unlose(motion, motion.effect, at)


def for_another(motion: Motion | None) -> Asked:
    """What another committee asks for that puts this motion as its own."""
    effect = of(motion) if motion is not None else None
    return dict(motion.effect) if motion is not None and effect and effect.travels else {}
