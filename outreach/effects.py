"""What committees decide of what they reach out with: to adopt a statement."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from committees.models import Committee
from core.decision import ALLOWED, Decision, denied
from meetings.effects import Asked, Effect, register
from meetings.models import Resolution
from outreach.models import Statement, StatementSignature
from outreach.operations import statements


def adopting(statement: Statement) -> Asked:
    """What a motion asks for by which its committee adopts this statement."""
    return {"kind": ADOPT.kind, "statement": statement.public_id}


def _statement(asked: Asked) -> Statement | None:
    rows = Statement.objects.select_related("committee", "resolution")
    return rows.filter(public_id=asked["statement"]).first()


def _draft_adopting(_committee: Committee, asked: Asked) -> tuple[str, str]:
    found = _statement(asked)
    return (found.title, found.text) if found else ("", "")


def _said_adopting(committee: Committee, asked: Asked) -> str:
    found = _statement(asked)
    if found is None or found.committee_id == committee.pk:
        return _(
            "If it is carried, this text is a public statement of the committee: everybody can read "
            "it once the meeting is closed. The reasons stay with the motion."
        )
    return _(
        "If it is carried word for word, the committee signs the statement of “%(committee)s”, and "
        "its name stands under it. With other words it is a statement of its own."
    ) % {"committee": found.committee.name}


def _may_adopt(committee: Committee, asked: Asked, _at: datetime) -> Decision:
    found = _statement(asked)
    if found is not None and found.committee_id == committee.pk and found.is_adopted:
        return denied(_("This statement is adopted already."))
    return ALLOWED


def _adopt(resolution: Resolution, asked: Asked, at: datetime) -> dict[str, Any]:
    found = _statement(asked)
    if found is None or found.committee_id == resolution.committee_id:
        made = statements.adopt_statement(resolution, draft=found, origin=None, at=at)
        return {"statement": made.public_id, "was_draft": found is not None}
    if _is_word_for_word(resolution, found):
        signature = statements.sign_statement(found, resolution=resolution, at=at)
        return {"signature": signature.public_id} if signature else {}
    made = statements.adopt_statement(resolution, draft=None, origin=found, at=at)
    return {"statement": made.public_id, "was_draft": False}


def _unadopt(_resolution: Resolution, _asked: Asked, done: dict[str, Any], at: datetime) -> None:
    for one in StatementSignature.objects.filter(public_id=done.get("signature", "")):
        statements.unsign_statement(one, at=at)
    for made in Statement.objects.filter(public_id=done.get("statement", "")):
        statements.unadopt_statement(made, is_draft=done["was_draft"], at=at)


def _is_word_for_word(resolution: Resolution, statement: Statement) -> bool:
    """Whether it is what the other committee says now, in the language in which it says it."""
    adopted = (statement.title, statement.text, statement.language)
    is_same = adopted == (resolution.title, resolution.resolves, resolution.language)
    return is_same and statement.is_adopted and not statement.is_rescinded


ADOPT = register(
    Effect(
        kind="adopt_statement",
        draft=_draft_adopting,
        said=_said_adopting,
        may=_may_adopt,
        carry=_adopt,
        undo=_unadopt,
        travels=True,
    )
)
