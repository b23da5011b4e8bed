"""What is held about you: everything that points at you, no secret, and nobody else's name."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey
from django.test import Client

from accounts.models import User
from accounts.operations.recovery import make_recovery_codes
from committees.models import Admission, Committee, Membership
from core.retention import rules
from elections.models import Observer
from home.held_words import FIELDS, MODELS, PARTS
from home.queries import held
from home.queries.held import Held, held_about, links
from tests.factories import MembershipFactory, officer
from tests.factories_announcements import AnnouncementFactory
from tests.factories_elections import ObserverFactory, announced, candidacy_of, members, stand
from tests.factories_joining import InvitationFactory, JoinRequestFactory
from tests.factories_meetings import MotionFactory

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def everything_points_at(user: User, now: datetime) -> Membership:
    """A member of two committees who stands, proposes, invites, asks to join and names an observer."""
    member: Membership = MembershipFactory(user=user, chosen_name="Planted-Name")
    committee = member.committee
    others = members(committee, 3)
    election = announced(committee, officer(committee, "returning_officer", "Rhea"))
    stand(election, member)
    candidacy = candidacy_of(election, member)
    candidacy.statement = "Planted-Statement"
    candidacy.save(update_fields=["statement"])
    ObserverFactory(candidacy=candidacy, membership=others[0], name="Somebody-Else")
    MotionFactory(committee=committee, proposer=member, seconder=others[1], title="Bread")
    AnnouncementFactory(committee=committee, written_by=member, title="Roses")
    InvitationFactory(committee=committee, made_by=member)
    request = JoinRequestFactory(
        user=user, chosen_name="Planted-Other", greeting="Planted-Greeting"
    )
    Admission.objects.create(
        request=request,
        by=MembershipFactory(committee=request.committee, chosen_name="Somebody-Elsewhere"),
        at=now,
    )
    make_recovery_codes(user, by=user, at=now)
    return member


def texts(found: list[Held]) -> str:
    return "\n".join(
        f"{one.label}|{value.label}|{value.shown}|{value.raw}"
        for one in found
        for row in one.rows
        for value in row.values
    )


def _tables(*models: Any) -> dict[str, Any]:
    return {model._meta.db_table: model for model in models}


def test_every_key_of_the_database_that_leads_to_a_person_is_known() -> None:
    """The catalogue of the database is asked, so that the models cannot forget themselves."""
    own = {User, *(model for (model, key) in links() if f"{model._meta.label}.{key}" not in PARTS)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.relname, a.attname, f.relname FROM pg_constraint c"
            " JOIN pg_class r ON r.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid"
            " JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = c.conkey[1]"
            " WHERE c.contype = 'f'"
        )
        keys = [(t, c) for t, c, target in cursor.fetchall() if target in _tables(*own)]
    named = {
        (model._meta.db_table, model._meta.get_field(column).column): model  # type: ignore[union-attr]
        for model, column in links()
    }
    assert len(keys) > 40
    assert not [key for key in keys if key not in named]


def test_every_kind_column_and_part_has_its_words_and_its_rule() -> None:
    for model, key in links():
        assert model._meta.label in MODELS, f"home/held_words.py: MODELS lacks {model._meta.label}"
        assert model in rules()
        if f"{model._meta.label}.{key}" in PARTS:
            continue
        own = {one for (one, name) in links() if f"{one._meta.label}.{name}" not in PARTS} | {User}
        for column in model._meta.local_fields:
            is_own = isinstance(column, ForeignKey) and column.related_model in own
            if not is_own and column.name not in held.LEFT_OUT:
                assert column.name in FIELDS, f"home/held_words.py: FIELDS lacks {column.name}"


def test_every_part_is_a_key_of_today() -> None:
    known = {f"{model._meta.label}.{key}" for model, key in links()}
    assert set(PARTS) <= known
    assert set(MODELS) <= {model._meta.label for model in apps.get_models()}


def test_one_reads_ones_own_rows_with_their_rules(as_: As, now: datetime) -> None:
    member = everything_points_at(user := User.objects.create_user("planted@mail.example"), now)
    page = as_(user).get("/account/held/").content.decode()
    for mine in (
        "planted@mail.example",
        "Planted-Name",
        "Planted-Statement",
        "Planted-Greeting",
        "Bread",
        "Roses",
        "You proposed it",
        "You wrote it",
        "The chosen name goes when the member leaves",
        member.committee.name,
    ):
        assert mine in page, mine


def test_no_other_person_is_named_and_nothing_secret_is_shown(as_: As, now: datetime) -> None:
    everything_points_at(user := User.objects.create_user("planted@mail.example"), now)
    as_(user)
    others = list(Membership.objects.exclude(user=user).values_list("chosen_name", flat=True))
    text = texts(held_about(user))
    assert Observer.objects.get().name == "Somebody-Else"
    for name in ["Somebody-Else", "Somebody-Elsewhere", *others]:
        assert name not in text
    assert not re.findall(r"[0-9a-f]{32,}|[A-Za-z0-9_-]{40,}", text)


def test_of_another_person_nothing_is_read(member: Membership, coordinator: Membership) -> None:
    text = texts(held_about(member.user))
    assert "Marek" in text
    assert "Ana" not in text
    assert coordinator.user.email not in text


def test_a_committee_that_is_left_is_no_longer_named(
    committee: Committee, member: Membership, as_: As
) -> None:
    as_(member).post(f"/committees/{committee.public_id}/leave/")
    assert "Marek" not in texts(held_about(member.user))


def test_many_rows_are_cut_and_counted(
    member: Membership, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "MOST", 2)
    for _number in range(5):
        InvitationFactory(committee=member.committee, made_by=member)
    [invitations] = [one for one in held_about(member.user) if one.model == "committees.Invitation"]
    assert (len(invitations.rows), invitations.more) == (2, 3)
    assert "And 3 more rows." in as_(member).get("/account/held/").content.decode()


def test_the_queries_do_not_grow_with_the_rows(
    member: Membership, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _number in range(30):
        InvitationFactory(committee=member.committee, made_by=member)
    with django_assert_max_num_queries(200):
        held_about(member.user)


def test_a_visitor_is_asked_to_sign_in() -> None:
    assert Client().get("/account/held/").status_code == 302
