"""A statement is drafted by a member; a meeting's resolution adopts it, another's signs it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Resolution
from outreach import permissions
from outreach.models import Statement, StatementSignature, StatementStatus, StatementTranslation


@transaction.atomic
def draft_statement(
    committee: Committee, *, title: str, text: str, language: str, by: Membership, at: datetime
) -> Statement:
    """Write a draft that only its author reads, until it is put to a meeting."""
    permissions.draft_statement(by, committee).enforce()
    statement = Statement.objects.create(
        committee=committee, drafter=by, title=title, text=text, language=language, drafted_at=at
    )
    Event.record("outreach.statement_drafted", statement, by=None, at=at)
    return statement


@transaction.atomic
def rewrite_statement(
    statement: Statement, *, title: str, text: str, language: str, by: Membership, at: datetime
) -> Statement:
    """Write one's own draft anew."""
    statement = _locked(statement)
    permissions.rewrite_statement(by, statement).enforce()
    statement.title, statement.text, statement.language = title, text, language
    statement.save(update_fields=["title", "text", "language"])
    Event.record("outreach.statement_rewritten", statement, by=None, at=at)
    return statement


@transaction.atomic
def drop_statement(statement: Statement, *, by: Membership, at: datetime) -> None:
    """Delete one's own draft."""
    statement = _locked(statement)
    permissions.drop_statement(by, statement).enforce()
    Event.record("outreach.statement_dropped", statement, by=None, at=at)
    statement.delete()


@transaction.atomic
def translate_statement(
    statement: Statement,
    language: str,
    *,
    title: str,
    text: str,
    by: Membership,
    at: datetime,
) -> None:
    """Put an adopted statement beside it in another language; without a text it goes."""
    statement = _locked(statement)
    permissions.translate_statement(by, statement).enforce()
    if language == statement.language:
        raise Refused(_("The statement is written in this language."))
    if not text.strip():
        statement.translations.filter(language=language).delete()
    else:
        StatementTranslation.objects.update_or_create(
            statement=statement,
            language=language,
            defaults={"title": title or statement.title, "text": text, "translated_at": at},
        )
    Event.record("outreach.statement_translated", statement, by=by, at=at, language=language)


@transaction.atomic
def adopt_statement(
    resolution: Resolution, *, draft: Statement | None, origin: Statement | None, at: datetime
) -> Statement:
    """The text of the resolution is a statement of its committee, with its present translations.

    `draft` is what it was drafted as; `origin` another committee's statement that it changes.
    """
    statement = _locked(draft) if draft else Statement(committee=resolution.committee)
    statement.drafted_at = statement.drafted_at or at
    statement.title, statement.text = resolution.title, resolution.resolves
    statement.language, statement.origin, statement.drafter = resolution.language, origin, None
    statement.status, statement.adopted_at = StatementStatus.ADOPTED, at
    statement.resolution = resolution
    statement.save()
    _translate_as_moved(statement, resolution, at)
    Event.record("outreach.statement_adopted", statement, by=None, at=at)
    return statement


@transaction.atomic
def sign_statement(
    statement: Statement, *, resolution: Resolution, at: datetime
) -> StatementSignature | None:
    """The committee of the resolution signs another's statement; None where it has."""
    statement = _locked(statement)
    if statement.signatures.filter(committee=resolution.committee).exists():
        return None
    signature = StatementSignature.objects.create(
        statement=statement, committee=resolution.committee, resolution=resolution, signed_at=at
    )
    Event.record("outreach.statement_signed", signature, by=None, at=at)
    return signature


@transaction.atomic
def unadopt_statement(statement: Statement, *, is_draft: bool, at: datetime) -> None:
    """The vote is set aside: it is the draft that it was, or was never written."""
    statement = _locked(statement)
    Event.record("outreach.statement_unadopted", statement, by=None, at=at)
    if not is_draft:
        statement.delete()
        return
    statement.translations.all().delete()
    statement.status, statement.adopted_at = StatementStatus.DRAFTED, None
    statement.resolution = None
    statement.save(update_fields=["status", "adopted_at", "resolution"])


@transaction.atomic
def unsign_statement(signature: StatementSignature, *, at: datetime) -> None:
    """The vote by which a committee signed is set aside."""
    Event.record("outreach.statement_unsigned", signature, by=None, at=at)
    signature.delete()


def _translate_as_moved(statement: Statement, resolution: Resolution, at: datetime) -> None:
    """What the motion was translated to, as far as no amendment came after it."""
    motion = resolution.motion
    if motion is None:
        return
    StatementTranslation.objects.bulk_create(
        StatementTranslation(
            statement=statement,
            language=one.language,
            title=one.title,
            text=one.resolves,
            translated_at=at,
        )
        for one in motion.translations.filter(version=motion.version)
    )


def _locked(statement: Statement) -> Statement:
    return (
        Statement.objects.select_for_update(of=("self",))
        .select_related("committee__campus", "resolution", "drafter")
        .get(pk=statement.pk)
    )
