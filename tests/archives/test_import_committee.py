"""A committee goes from one server to another with all that it owns, and back."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from archives import signing
from archives.kinds import KINDS
from archives.models import Claim, Origin
from archives.opening import Opened
from archives.operations.moving import import_committee
from ballots.models import Contest
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from tests.archives.owned import opened, owned, small, written, zipped
from tests.conftest import NOW
from tests.factories import CommitteeFactory, CouncilFactory
from tests.world import standing

pytestmark = pytest.mark.django_db
EMPTY = "TRUNCATE committees_campus, ballots_contest, accounts_user CASCADE"


def _emptied() -> None:
    """As on another server: nothing is there. The transaction of the test takes it back."""
    connection.check_constraints()  # what waits for the end of the transaction, now
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)
    assert not Committee.objects.exists()


def _without_moves(archive: Opened) -> dict[str, Any]:
    return {key: rows for key, rows in archive.rows.items() if key != "archives.origin"}


def test_everything_comes_and_goes_on_as_it_was(tmp_path: Path) -> None:
    with standing(tmp_path):
        first = opened(zipped(owned()))
        assert [kind.key for kind in KINDS if not first.rows[kind.key]] == []
        assert first.boards
        _emptied()
        came = import_committee(first, at=NOW)
        second = opened(zipped(came.committee))
    assert _without_moves(second) == _without_moves(first)
    assert second.boards == first.boards
    assert second.claims == first.claims
    assert len(second.rows["archives.origin"]) == 2
    assert came.waiting == 7
    assert came.counts == {key: len(rows) for key, rows in first.rows.items()}


def test_beside_the_old_one_it_gets_identifiers_of_its_own(tmp_path: Path) -> None:
    with standing(tmp_path):
        first = opened(zipped(owned()))
        came = import_committee(first, at=NOW)
        second = opened(zipped(came.committee))
    [there], [here] = first.rows["committees.committee"], second.rows["committees.committee"]
    assert there["public_id"] != here["public_id"]
    given = second.rows["committees.mandate"]
    assert {one["decision"] for one in given} <= {
        here["public_id"], *(one["public_id"] for one in second.rows["elections.election"])
    }  # fmt: skip
    [log] = second.rows["meetings.logentry"]
    assert log["facts"]["motion"] in {one["public_id"] for one in second.rows["meetings.motion"]}
    assert Contest.objects.exclude(fingerprint="").count() == len(first.boards)
    assert list(second.boards.values()) == list(first.boards.values())
    assert {key: len(rows) for key, rows in _without_moves(second).items()} == {
        key: len(rows) for key, rows in _without_moves(first).items()
    }


def test_nobody_is_a_member_before_they_come() -> None:
    came = import_committee(opened(zipped(small())), at=NOW)
    members = Membership.objects.filter(committee=came.committee)
    assert set(members.values_list("status", "user")) == {("awaited", None)}
    assert set(members.values_list("folded_name", flat=True)) == {"ana", "wanda", "wasim"}
    assert Claim.objects.filter(membership__in=members).count() == 3
    assert not came.committee.memberships.active().exists()


def test_it_says_from_where_it_came() -> None:
    committee = small()
    came = import_committee(opened(zipped(committee)), at=NOW)
    origin = Origin.objects.get(committee=came.committee)
    assert (origin.left_as, origin.key) == (committee.public_id, signing.public_keys()[0])
    assert str(origin) == origin.server == "http://127.0.0.1:8000"
    event = Event.objects.get(name="archives.committee_imported")
    assert (event.subject, event.actor) == (came.committee.public_id, "")


def test_it_stands_on_the_campus_that_is_known_here() -> None:
    committee = small()
    campus = committee.campus
    came = import_committee(opened(zipped(committee)), at=NOW)
    assert came.committee.campus_id == campus.pk
    campus.source, campus.source_id = "ipeds", "190567"
    campus.save(update_fields=["source", "source_id"])
    archive = opened(zipped(committee, "c" * 12))
    campus.name = "Renamed"
    campus.save(update_fields=["name"])
    Origin.objects.all().delete()
    assert import_committee(archive, at=NOW).committee.campus_id == campus.pk


def test_a_campus_that_is_not_known_is_added_and_found() -> None:
    archive = opened(zipped(small()))
    _emptied()
    came = import_committee(archive, at=NOW)
    assert came.committee.campus.words.filter(word="campus").exists()


def test_one_archive_is_taken_in_once() -> None:
    archive = opened(zipped(small()))
    import_committee(archive, at=NOW)
    with pytest.raises(Refused, match="taken in already"):
        import_committee(archive, at=NOW)


def test_a_council_is_opened_anew() -> None:
    with pytest.raises(Refused, match="opened anew"):
        import_committee(opened(zipped(CouncilFactory())), at=NOW)


def test_an_archive_holds_one_committee() -> None:
    archive = opened(zipped(CommitteeFactory()))
    archive.rows["committees.committee"].clear()
    with pytest.raises(Refused, match="holds one committee"):
        import_committee(archive, at=NOW)


def test_the_host_takes_it_in_by_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(small(), tmp_path)
    call_command("import_committee", str(file), trust=signing.public_keys()[0])
    said = capsys.readouterr().out
    assert "Taken in: Small Committee." in said
    assert "1 resolutions" in said
    assert "3 members are waited for" in said
    assert "outreach.Reprisal" in said


def test_the_command_says_whose_key_is_to_be_compared(tmp_path: Path) -> None:
    file = written(small(), tmp_path)
    with pytest.raises(CommandError, match=r"archive-key\.txt.*Nothing was taken in"):
        call_command("import_committee", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_committee", str(tmp_path / "none.zip"))
