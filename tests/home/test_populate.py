"""Copies of a world: as many rows of each, each copy with itself, and the next number above all."""

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from accounts.models import User
from committees.models import Committee, Membership
from home.demo.multiplying import ALONE, copied, multiply
from tests.factories import MandateFactory
from tests.world import World, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(tmp_path) -> World:
    """A row of nearly every kind."""
    with standing(tmp_path):
        yield World()


def test_everything_stands_there_as_often_and_leads_to_its_own_copy(world: World) -> None:
    taken = copied()
    before = {one: one._base_manager.count() for one in taken}
    greatest = max(one._base_manager.aggregate(n=models.Max("pk"))["n"] or 0 for one in taken)
    step = 10 ** len(str(greatest))
    added = multiply(2)
    for model, count in before.items():
        assert model._base_manager.count() == 3 * count, model
        assert added.get(model._meta.db_table, 0) == 2 * count
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model in taken:
                for own, far in model._base_manager.exclude(**{field.name: None}).values_list(
                    "pk", field.attname
                ):
                    assert own // step == far // step, (model, field.name)
    assert len(before) > 80
    assert sum(map(bool, before.values())) > 60
    addresses = [one.email for one in User.objects.exclude(email=None)]
    assert len({*addresses}) == len(addresses)
    names = Committee.objects.values_list("public_id", flat=True)
    assert all(len(one) == 12 for one in names)
    assert len({*names}) == len(names)


def test_what_comes_after_has_a_number_above_all_and_copies_can_be_copied() -> None:
    for _mandate in range(3):
        MandateFactory()
    multiply(1)
    most = Membership.objects.latest("pk").pk
    made = MandateFactory()
    assert made.membership.pk > most
    members = Membership.objects.count()
    multiply(1)
    assert Membership.objects.count() == 2 * members


def test_what_is_of_the_machine_is_not_copied() -> None:
    assert not {*ALONE} & {*copied()}


def test_only_a_demonstration_is_copied(settings, committee) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="Only a demonstration"):
        call_command("populate")
    settings.DEMO = True
    with pytest.raises(CommandError, match="takes 1 to"):
        call_command("populate", times=0)
    committee.delete()
    with pytest.raises(CommandError, match="nothing to copy"):
        call_command("populate")


def test_the_command_says_how_much_there_is_now(settings, committee, capsys) -> None:
    settings.DEMO = True
    call_command("populate", times=3)
    assert "now 4 committees, 0 memberships" in capsys.readouterr().out
