"""Every model is either in an archive, or there is a sentence that says why not."""

import pytest
from django.apps import apps
from django.db import models

from accounts.fields import EncryptedTextField
from accounts.models import User
from archives.kinds import BY_KEY, KINDS, LEFT
from archives.taking import written_columns
from committees.models import Membership
from tests.architecture.test_house import APPS

OURS = [
    model for app in (*APPS, "announcements") for model in apps.get_app_config(app).get_models()
]
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
