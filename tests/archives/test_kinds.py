"""Every model is either in an archive, or there is a sentence that says why not."""

import pytest
from django.apps import apps
from django.db import models

from accounts.fields import EncryptedTextField
from accounts.models import User
from archives.kinds import BY_KEY, KINDS, LEFT
from archives.taking import take, written_columns
from ballots.models import Contest
from committees.models import Membership
from elections.models import Election, RecallPetition
from tests.architecture.test_house import APPS
from tests.archives.owned import owned
from tests.conftest import NOW
from tests.factories_announcements import AnnouncementFactory
from tests.factories_meetings import MeetingFactory, MotionFactory
from tests.factories_places import StatementFactory
from tests.world import standing

APP_LABELS = sorted({*APPS, "announcements"})
OURS = [model for app in APP_LABELS for model in apps.get_app_config(app).get_models()]
LABELS = {model._meta.label for model in OURS}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_it_comes_or_it_is_said_why_not(model: type[models.Model]) -> None:
    comes = model._meta.label_lower in BY_KEY
    stays = model._meta.label in LEFT
    assert comes != stays, (
        f"{model._meta.label}: say in archives/kinds.py how it comes (KINDS) or why it stays (LEFT)"
    )


def test_no_reason_is_left_of_what_is_gone() -> None:
    assert LEFT.keys() <= LABELS
    assert all(reason.endswith(".") for reason in LEFT.values())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_no_account_no_sealed_column_and_no_hidden_member_comes(kind: object) -> None:
    for column in written_columns(kind):
        assert not isinstance(column, EncryptedTextField)
        assert column.related_model is not User
        if column.related_model is Membership:
            assert column.name in kind.named


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_kind_comes_after_those_that_it_cannot_be_without(kind: object) -> None:
    before = {one.key for one in KINDS[: KINDS.index(kind)]}
    for column in written_columns(kind):
        if column.related_model and (not column.null or column.name in kind.needs):
            assert column.related_model._meta.label_lower in before
    names = {column.name for column in kind.model._meta.local_fields}
    assert kind.left | kind.named | kind.needs <= names


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_what_stays_behind_can_be_empty(kind: object) -> None:
    written = {column.name for column in written_columns(kind)}
    for column in kind.model._meta.local_fields:
        if column.name not in written and not column.primary_key:
            assert column.null or column.has_default() or column.blank or not column.editable


def test_whom_a_meeting_removed_is_not_told(committee: object, member: object) -> None:
    effect = {"kind": "remove_member", "member": member.public_id, "reply": "Qreply"}
    given = {"committee": committee, "effect": effect}
    MotionFactory(**given, status="lost", decided_at=NOW)
    MotionFactory(**given)
    rows, _members = take(committee)
    [motion] = rows["meetings.motion"]
    assert motion["status"] == "lost"
    assert "effect" not in motion
    assert "Qreply" not in str(rows)


@pytest.mark.django_db
def test_too_few_ballots_stay_secret(tmp_path: object) -> None:
    with standing(tmp_path):
        committee = owned()
        Contest.objects.filter(election__committee=committee).update(envelopes=4)
        rows, _members = take(committee)
    [contest] = [one for one in rows["ballots.contest"] if one["definition"]]
    assert contest["result"]["elected"]
    assert (contest["result"]["stages"], contest["result"]["quota"], contest["lot_seed"]) == (
        [],
        0,
        "",
    )
    for kind in ("publishedballot", "board", "holder", "closinglist"):
        assert rows[f"ballots.{kind}"] == []
    assert len(rows["ballots.option"]) == 3


@pytest.mark.django_db
def test_what_is_not_decided_stays(tmp_path: object) -> None:
    with standing(tmp_path):
        committee = owned()
        Election.objects.filter(committee=committee).update(status="counted", declared_at=None)
        RecallPetition.objects.update(status="open", ended_at=None, due_at=NOW)
        AnnouncementFactory(committee=committee)
        StatementFactory(committee=committee)
        MeetingFactory(committee=committee, status="open", opened_at=NOW)
        rows, _members = take(committee)
    for kind in ("elections.election", "elections.candidacy", "elections.recallpetition"):
        assert rows[kind] == []
    assert {one["status"] for one in rows["announcements.announcement"]} == {"sent"}
    assert {one["status"] for one in rows["outreach.statement"]} == {"adopted"}
    assert {one["status"] for one in rows["meetings.meeting"]} == {"called", "closed"}
    assert not [one for one in rows["ballots.contest"] if one["definition"]]
