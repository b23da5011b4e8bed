"""A meeting adopts a statement, others sign it, and what is set aside is as it was."""

from datetime import datetime
from typing import Any

import pytest

from committees.models import Committee, Membership
from meetings import effects
from meetings.models import Meeting, Motion, Resolution
from meetings.operations.questions import set_aside_vote
from meetings.operations.resolutions import put_received
from outreach.effects import adopting
from outreach.models import Statement, StatementSignature
from outreach.operations.statements import adopt_statement
from outreach.queries import statements as queries
from tests.factories import CommitteeFactory, MembershipFactory
from tests.factories_meetings import (
    CirculationFactory,
    MotionFactory,
    MotionTranslationFactory,
    ResolutionFactory,
)
from tests.factories_places import AdoptedFactory, StatementFactory
from tests.meetings.voting import Hall

pytestmark = pytest.mark.django_db


def carried(hall: Hall, motion: Motion) -> Any:
    return hall.decide(hall.put("motion", motion=motion), votes_for=9)


def moved(hall: Hall, draft: Statement, **said: Any) -> Motion:
    text = {"title": draft.title, "resolves": draft.text, "effect": adopting(draft)}
    return hall.motion(**(text | said))


def received(hall: Hall, statement: Statement, **changed: Any) -> Motion:
    """Another committee's resolution, put by the hall's and in debate; `changed` by amendment."""
    statement.refresh_from_db()
    carried_there = MotionFactory(
        committee=statement.committee,
        status="carried",
        decided_at=statement.adopted_at,
        effect=adopting(statement),
    )
    statement.resolution.motion = carried_there
    statement.resolution.save()
    sent = CirculationFactory(resolution=statement.resolution, committee=hall.committee)
    put = put_received(sent, by=hall.members[0], at=statement.adopted_at)
    Motion.objects.filter(pk=put.pk).delete()
    fields = {"title": put.title, "resolves": put.resolves, "effect": put.effect} | changed
    motion = hall.motion(**fields)
    sent.motion = motion
    sent.status = "put"
    sent.save()
    return motion


def test_the_text_that_was_carried_is_the_statement_and_its_author_is_forgotten(
    hall: Hall, now: datetime
) -> None:
    draft = StatementFactory(committee=hall.committee, drafter=hall.members[0])
    motion = moved(hall, draft, resolves="We say no, as amended.", version=2)
    MotionTranslationFactory(motion=motion, language="es", version=1)
    MotionTranslationFactory(motion=motion, language="ar", version=2, title="لا", resolves="لا.")
    carried(hall, motion)
    draft.refresh_from_db()
    assert (draft.status, draft.text) == ("adopted", "We say no, as amended.")
    assert (draft.drafter, draft.resolution) == (None, Resolution.objects.get())
    assert [one.code for one in queries.versions(draft)] == ["en", "ar"]


def test_everybody_reads_it_once_the_meeting_is_closed(hall: Hall, now: datetime) -> None:
    draft = StatementFactory(committee=hall.committee, drafter=hall.members[0])
    carried(hall, moved(hall, draft))
    assert not Statement.objects.visible_to(None).exists()
    assert Statement.objects.visible_to(hall.members[1].user).count() == 1
    Meeting.objects.update(status="closed", closed_at=now)
    assert Statement.objects.visible_to(None).count() == 1


def test_a_vote_that_is_set_aside_leaves_the_draft_as_the_motion_had_it(hall: Hall) -> None:
    draft = StatementFactory(committee=hall.committee, drafter=hall.members[0])
    motion = moved(hall, draft)
    MotionTranslationFactory(motion=motion)
    vote = carried(hall, motion)
    set_aside_vote(vote, by=hall.chair, at=vote.declared_at)
    draft.refresh_from_db()
    assert (draft.status, draft.resolution, draft.adopted_at) == ("drafted", None, None)
    assert not draft.translations.exists()


def test_another_committee_signs_by_adopting_it_word_for_word(hall: Hall, now: datetime) -> None:
    statement = AdoptedFactory(committee=CommitteeFactory(name="North"))
    motion = received(hall, statement)
    assert "signs the statement of “North”" in effects.said(motion)
    vote = carried(hall, motion)
    signature = StatementSignature.objects.get()
    assert (signature.statement, signature.committee) == (statement, hall.committee)
    assert queries.signed(statement).count == 0, "its meeting is not closed"
    Meeting.objects.update(status="closed", closed_at=now)
    assert queries.signed(statement) == queries.Signed(1, [hall.committee.name])
    Committee.objects.filter(pk=hall.committee.pk).update(shows=[])
    assert queries.signed(statement) == queries.Signed(1, [])
    Meeting.objects.update(status="open", closed_at=None)
    set_aside_vote(vote, by=hall.chair, at=vote.declared_at)
    assert not StatementSignature.objects.exists()


def test_a_committee_signs_once_and_not_what_was_rescinded(hall: Hall, now: datetime) -> None:
    statement = AdoptedFactory()
    StatementSignature.objects.create(
        statement=statement,
        committee=hall.committee,
        resolution=ResolutionFactory(committee=hall.committee),
        signed_at=now,
    )
    carried(hall, received(hall, statement))
    assert StatementSignature.objects.count() == 1
    Resolution.objects.update(status="rescinded", rescinded_at=now)
    assert queries.signed(statement).count == 0


@pytest.mark.parametrize("how", ["amended", "rescinded"])
def test_with_other_words_it_is_a_statement_of_its_own(hall: Hall, now: datetime, how: str) -> None:
    statement = AdoptedFactory()
    if how == "rescinded":
        Resolution.objects.update(status="rescinded", rescinded_at=now)
    changed = {"resolves": "We say no, too.", "version": 2} if how == "amended" else {}
    vote = carried(hall, received(hall, statement, **changed))
    own = Statement.objects.get(committee=hall.committee)
    assert (own.origin, own.status) == (statement, "adopted")
    set_aside_vote(vote, by=hall.chair, at=vote.declared_at)
    assert Statement.objects.get() == statement


def test_what_is_adopted_is_not_put_again_and_a_draft_that_went_is_still_adopted(
    hall: Hall, now: datetime
) -> None:
    draft = StatementFactory(committee=hall.committee)
    asked = adopting(draft)
    effect = effects.known(asked)
    assert effect.draft(hall.committee, asked) == (draft.title, draft.text)
    assert "public statement" in effect.said(hall.committee, asked)
    motion = moved(hall, draft)
    draft.delete()
    assert effect.draft(hall.committee, asked) == ("", "")
    carried(hall, motion)
    made = Statement.objects.get()
    assert made.text == motion.resolves
    assert not effects.may(hall.committee, adopting(made), now)


def test_where_the_motion_is_gone_there_is_nothing_to_translate_it_by(
    committee: Committee, now: datetime
) -> None:
    resolution = ResolutionFactory(committee=committee)
    made = adopt_statement(resolution, draft=None, origin=None, at=now)
    assert (made.title, made.drafted_at) == (resolution.title, now)
    assert not made.translations.exists()


def test_who_is_new_and_who_is_elsewhere_read_what_is_theirs(
    committee: Committee, outsider: Membership
) -> None:
    adopted = AdoptedFactory(committee=committee)
    new = MembershipFactory(committee=committee)
    for reader in (new.user, outsider.user, None):
        assert list(Statement.objects.visible_to(reader)) == [adopted]
