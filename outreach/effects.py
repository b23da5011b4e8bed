"""What committees decide of what they reach out with: a statement, a delegation, their face."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committees.models import Campus, Committee, FacePart
from core.decision import ALLOWED, Decision, denied
from meetings.effects import Asked, Effect, register
from meetings.models import Resolution
from meetings.times import resolve
from outreach.models import Delegation, Statement, StatementSignature, Workplace
from outreach.operations import contact_form_face, delegations, statements


def adopting(statement: Statement) -> Asked:
    """What a motion asks for by which its committee adopts this statement."""
    return {"kind": ADOPT.kind, "statement": statement.public_id}


def sending(
    *,
    workplace: Workplace | None,
    campus: Campus | None,
    day: date,
    hour: time,
    places: int,
    statement: Statement | None,
) -> Asked:
    """What a motion asks for by which its committee sends a delegation."""
    return {
        "kind": SEND.kind,
        "workplace": workplace.public_id if workplace else "",
        "campus": campus.public_id if campus else "",
        "day": day.isoformat(),
        "hour": hour.isoformat("minutes"),
        "places": places,
        "statement": statement.public_id if statement else "",
    }


def showing(shows: Iterable[str]) -> Asked:
    """What a motion asks for by which its committee shows these parts of its face."""
    return {"kind": FACE.kind, "shows": sorted(shows)}


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


def _goes_to(committee: Committee, asked: Asked) -> Workplace | Campus | None:
    if asked["workplace"]:
        rows = Workplace.objects.filter(committee=committee)
        return rows.filter(public_id=asked["workplace"]).first()
    return Campus.objects.filter(public_id=asked["campus"]).first()


def _visit(committee: Committee, asked: Asked) -> dict[str, Any]:
    """Its words, for title and sentence."""
    there = _goes_to(committee, asked)
    return {
        "place": str(there) if there else _("a place that is not on our list any more"),
        "day": formats.date_format(date.fromisoformat(asked["day"]), "DATE_FORMAT"),
        "hour": asked["hour"],
        "places": asked["places"],
    }


def _draft_sending(committee: Committee, asked: Asked) -> tuple[str, str]:
    words = _visit(committee, asked)
    text = _("To send a delegation of %(places)d members to “%(place)s” on %(day)s, %(hour)s.")
    return (_("To send a delegation: %(place)s") % words, text % words)


def _said_sending(committee: Committee, asked: Asked) -> str:
    words = _visit(committee, asked)
    return (
        ngettext(
            "If it is carried, %(places)d member can say that they go to “%(place)s” on %(day)s, "
            "%(hour)s. Who goes is shown only to who goes along.",
            "If it is carried, %(places)d members can say that they go to “%(place)s” on %(day)s, "
            "%(hour)s. Who goes is shown only to who goes along.",
            asked["places"],
        )
        % words
    )


def _may_send(committee: Committee, asked: Asked, _at: datetime) -> Decision:
    if _goes_to(committee, asked) is None:
        return denied(_("This place is not on the committee’s list any more."))
    return ALLOWED


def _send(resolution: Resolution, asked: Asked, at: datetime) -> dict[str, Any]:
    there = _goes_to(resolution.committee, asked)
    assert there is not None  # asked under the same lock
    day, hour = date.fromisoformat(asked["day"]), time.fromisoformat(asked["hour"])
    public = Statement.objects.in_force().filter(committee=resolution.committee)
    visit = delegations.Visit(
        workplace=there if isinstance(there, Workplace) else None,
        campus=there if isinstance(there, Campus) else None,
        day=day,
        hour=hour,
        zone=there.timezone,
        starts_at=resolve(day, hour, there.timezone).at,
        places=asked["places"],
        statement=public.filter(public_id=asked["statement"]).first(),
    )
    return {"delegation": delegations.send_delegation(resolution, visit, at=at).public_id}


def _unsend(_resolution: Resolution, _asked: Asked, done: dict[str, Any], at: datetime) -> None:
    for one in Delegation.objects.filter(public_id=done["delegation"]).select_related("committee"):
        delegations.unsend_delegation(one, at=at)


def _parts(asked: Asked) -> str:
    names = [str(part.label) for part in FacePart if part in asked["shows"]]
    return "; ".join(names) or _("nothing")


def _draft_showing(_committee: Committee, asked: Asked) -> tuple[str, str]:
    words = _("To show everybody, and no more: %(parts)s.") % {"parts": _parts(asked)}
    return (_("What everybody sees of us"), words)


def _said_showing(_committee: Committee, asked: Asked) -> str:
    return _("If it is carried, everybody sees of the committee: %(parts)s.") % {
        "parts": _parts(asked)
    }


def _may_show(_committee: Committee, _asked: Asked, _at: datetime) -> Decision:
    return ALLOWED


def _show(resolution: Resolution, asked: Asked, at: datetime) -> dict[str, Any]:
    before = list(resolution.committee.shows)
    contact_form_face.set_face(resolution.committee, asked["shows"], by=None, at=at)
    return {"before": before}


def _unshow(resolution: Resolution, _asked: Asked, done: dict[str, Any], at: datetime) -> None:
    contact_form_face.set_face(resolution.committee, done["before"], by=None, at=at)


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
SEND = register(
    Effect(
        kind="send_delegation",
        draft=_draft_sending,
        said=_said_sending,
        may=_may_send,
        carry=_send,
        undo=_unsend,
    )
)
FACE = register(
    Effect(
        kind="set_face",
        draft=_draft_showing,
        said=_said_showing,
        may=_may_show,
        carry=_show,
        undo=_unshow,
    )
)
