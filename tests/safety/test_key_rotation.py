"""A new key under everything that is sealed; then the old one opens nothing and can be thrown away."""

import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as project
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.test import Client

from accounts import crypto, sessions
from accounts.fields import EncryptedEmailField
from accounts.models import SecondFactor, Session, User
from accounts.operations.sealing import columns
from committees import sealed as parcels
from committees.address_lists import AddressList
from committees.models import InvitationBatch
from committees.operations.batches import Parcel, invite_many
from notices.models import Message
from outreach import sealed as words
from outreach.emails import written_to_committee
from tests.factories import NOW, CommitteeFactory, UserFactory, officer
from tests.factories_actions import (
    ActionFactory,
    DefenceStepFactory,
    EvidenceFactory,
    ReprisalFactory,
)
from tests.factories_hosting import MisuseReportFactory
from tests.factories_places import ContactFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "00" * 64, "44" * 64
WORD = re.compile(r"[A-Za-z0-9_-]{20,}")
BY_HAND = {sessions.PURPOSE, parcels.PURPOSE, words.PURPOSE}
# Who seals outside of fields, and which column it lies in.
SEALING = {
    "accounts/sessions.py": "accounts.Session.data",
    "accounts/return_paths.py": "",  # a mail that has left: kept nowhere
    "committees/operations/batches.py": "committees.InvitationBatch.waiting",
    "outreach/sealed.py": "notices.Message.context",
}


def _label(model: type[Model], column: str) -> str:
    return f"{model._meta.label}.{column}"


def _batch() -> InvitationBatch:
    committee = CommitteeFactory(status="founded", founded_at=NOW)
    secretary = officer(committee, "membership_secretary", "Sefa")
    addresses = AddressList([(1, "invited@mail.example")], [])
    return invite_many(committee, addresses, by=secretary, at=NOW)


def _written() -> Message:
    written_to_committee(CommitteeFactory(), text="Hello.", reply_to="a@b.example", key="k", at=NOW)
    return Message.objects.latest("pk")


def _session() -> Session:
    Client().force_login(UserFactory(), backend=project.AUTHENTICATION_BACKENDS[0])
    Session.objects.update(label="my phone")
    row = Session.objects.get()
    row.label = "my phone"
    row.save(update_fields=["label"])
    return row


def _factor() -> SecondFactor:
    return SecondFactor.objects.create(
        user=UserFactory(), kind="authenticator", secret="a seed", label="my app"
    )


def _proved() -> EmailAddress:
    user = UserFactory()
    return EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


MADE: dict[str, Callable[[], Model]] = {
    "account.EmailAddress.email": _proved,
    "accounts.User.email": UserFactory,
    "accounts.Session.label": _session,
    "accounts.SecondFactor.label": _factor,
    "accounts.SecondFactor.secret": _factor,
    "committees.MisuseReport.words": MisuseReportFactory,
    "committees.MisuseReport.reply_to": lambda: MisuseReportFactory(reply_to="who@mail.example"),
    "outreach.Action.place": lambda: ActionFactory(place="by the gate", place_opens_at=NOW),
    "outreach.Contact.name": ContactFactory,
    "outreach.Contact.reach": ContactFactory,
    "outreach.Contact.agreed_to": ContactFactory,
    "outreach.Reprisal.text": ReprisalFactory,
    "outreach.Reprisal.contact": lambda: ReprisalFactory(contact="by post"),
    "outreach.Evidence.sealed": EvidenceFactory,
    "outreach.DefenceStep.text": lambda: DefenceStepFactory(text="a letter"),
    "accounts.Session.data": _session,
    "committees.InvitationBatch.waiting": _batch,
    "notices.Message.context": _written,
}
READ: dict[str, Callable[[Any], object]] = {
    "accounts.Session.data": lambda value: crypto.unseal(value, sessions.PURPOSE),
    "committees.InvitationBatch.waiting": lambda value: Parcel.unseal(value),
    "notices.Message.context": lambda value: [words.read(value[name]) for name in words.WORDS],
}


def _value(label: str, row: Model) -> object:
    value = getattr(type(row)._default_manager.get(pk=row.pk), label.rpartition(".")[2])
    return READ[label](value) if label in READ else value


def _stored(label: str, row: Model) -> str:
    """The column as it lies in the database."""
    model, column = type(row), type(row)._meta.get_field(label.rpartition(".")[2]).column
    key, table = model._meta.pk.column, model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}"::text FROM "{table}" WHERE "{key}" = %s', [row.pk])  # noqa: S608  names of the catalogue
        return str(cursor.fetchone()[0])


def _opening(stored: str) -> Iterator[str]:
    """What in it opens under the present keys, as anything that is sealed anywhere."""
    purposes = {
        model._meta.get_field(column).purpose
        for model, column in columns()
        if hasattr(model._meta.get_field(column), "purpose")
    }
    for word in WORD.findall(stored):
        for purpose in purposes | BY_HAND:
            for opened in (crypto.open_lookup, crypto.unseal):
                try:
                    opened(word, purpose)
                    yield word
                except crypto.Unreadable:
                    continue


def test_every_sealed_column_is_rehearsed_here() -> None:
    assert {_label(model, column) for model, column in columns()} == set(MADE)


def test_whoever_seals_by_hand_has_told_in_which_column_it_lies() -> None:
    found = set()
    for path in Path(project.BASE_DIR).glob("[a-z]*/**/*.py"):
        name = path.relative_to(project.BASE_DIR).as_posix()
        if name.split("/")[0] in project.INSTALLED_APPS and "migrations" not in name:
            calls = re.search(r"\bcrypto\.seal\w*\(", path.read_text())
            if calls and name != "accounts/fields.py":
                found.add(name)
    assert found == set(SEALING)
    assert set(filter(None, SEALING.values())) <= {_label(*one) for one in columns()}


@pytest.mark.parametrize("label", MADE)
def test_under_the_new_key_it_is_read_as_before_and_the_old_one_opens_nothing(
    label: str, settings: Any
) -> None:
    assert [OLD] == settings.FIELD_KEYS
    row = MADE[label]()
    before, stored = _value(label, row), _stored(label, row)
    assert before
    assert list(_opening(stored)), "what lies there is not sealed"
    settings.FIELD_KEYS = [NEW, OLD]
    call_command("reseal", stdout=StringIO())
    settings.FIELD_KEYS = [OLD]
    assert not list(_opening(_stored(label, row)))
    settings.FIELD_KEYS = [NEW]
    assert _value(label, row) == before
    if isinstance(type(row)._meta.get_field(label.rpartition(".")[2]), EncryptedEmailField):
        assert type(row)._default_manager.get(email=before) == row


def test_people_stay_signed_in_and_are_found_by_their_address(settings: Any) -> None:
    browser, user = Client(), UserFactory()
    browser.force_login(user, backend=project.AUTHENTICATION_BACKENDS[0])
    settings.FIELD_KEYS = [NEW, OLD]
    call_command("reseal", stdout=StringIO())
    settings.FIELD_KEYS = [NEW]
    assert browser.get("/account/").status_code == 200
    assert User.objects.get(email=user.email) == user
