"""`manage.py import_campuses`, from the file to the words under which a campus is found."""

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from committees.campus_sources import CampusRow
from committees.models import Campus, CampusName
from committees.operations.campus_imports import import_campus, import_campuses
from core.models import Event

SEEDS = Path(__file__).parents[2] / "seeds"
SAMPLES = SEEDS / "samples"

pytestmark = pytest.mark.django_db

ROW = CampusRow(
    source="csv",
    source_id="de:munchen:universitat-munchen",
    name="Universität München",
    nicknames=("LMU",),
    city="München",
    region="Bayern",
    country="DE",
    timezone="Europe/Berlin",
    kind="university",
    website="https://www.lmu.de/",
    latitude=48.15,
    longitude=11.58,
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(file: Path, source: str, errors: io.StringIO | None = None) -> tuple[list[str], list[str]]:
    out, err = io.StringIO(), errors or io.StringIO()
    call_command("import_campuses", str(file), source=source, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


def write_csv(path: Path, count: int) -> Path:
    lines = ["name,city,country", *(f"College {n},Paris,FR" for n in range(count))]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("file", "source", "count"),
    [
        (SAMPLES / "world_universities_and_domains.sample.json", "hipo", 10),
        (SAMPLES / "hd.sample.csv", "ipeds", 8),
        (SEEDS / "campuses.csv", "csv", 189),
    ],
)
def test_a_second_run_changes_nothing_and_says_so(file: Path, source: str, count: int) -> None:
    out, err = run(file, source)
    assert out[0].startswith(f"{count} rows read. Campuses added: {count}. Changed: 0.")
    assert out[0].endswith("Unchanged: 0. Repeated rows: 0. Bad rows: 0.")
    assert len(out) == 1
    assert err == []
    before = list(Campus.objects.order_by("pk").values())
    words = set(CampusName.objects.values_list("pk", flat=True))
    events = Event.objects.count()

    out, _err = run(file, source)

    assert f"Campuses added: 0. Changed: 0. Unchanged: {count}." in out[0]
    assert out[1] == "Nothing has changed: every campus was known already."
    assert list(Campus.objects.order_by("pk").values()) == before
    assert set(CampusName.objects.values_list("pk", flat=True)) == words
    assert Event.objects.count() == events == count


@pytest.mark.parametrize(
    ("sample", "source", "good", "bad"),
    [
        ("world_universities_and_domains.broken.json", "hipo", 4, 9),
        ("hd.broken.csv", "ipeds", 4, 9),
        ("campuses.broken.csv", "csv", 3, 8),
    ],
)
def test_a_half_broken_file_is_taken_as_far_as_it_goes(
    sample: str, source: str, good: int, bad: int
) -> None:
    out, err = run(SAMPLES / sample, source)
    assert f"Campuses added: {good}." in out[0]
    assert f"Bad rows: {bad}." in out[0]
    assert Campus.objects.count() == good
    assert len(err) == bad
    assert all(line.startswith("Row ") and line.endswith(".") for line in err)


def test_the_names_of_officials_reach_no_table() -> None:
    run(SAMPLES / "hd.sample.csv", "ipeds")
    assert "Placeholder" not in repr(list(Campus.objects.values()))
    assert not CampusName.objects.filter(word__startswith="placeholder").exists()


def test_a_changed_row_changes_its_campus_and_its_words(now: datetime) -> None:
    campus = import_campus(ROW, at=now)
    changed = replace(ROW, name="Ludwig-Maximilians-Universität", timezone="Europe/Paris")

    result = import_campuses([changed], at=now)

    assert (result.added, result.changed, result.unchanged) == (0, 1, 0)
    campus.refresh_from_db()
    assert campus.name == "Ludwig-Maximilians-Universität"
    assert str(campus.timezone) == "Europe/Paris"
    words = set(campus.words.values_list("word", flat=True))
    assert words >= {"ludwig", "maximilians", "universitaet", "lmu", "muenchen", "munchen"}
    assert Event.objects.filter(name="committees.campus_imported").count() == 2


def test_a_campus_that_members_added_is_left_alone(now: datetime) -> None:
    own = Campus.objects.create(
        name=ROW.name, country="DE", timezone="Europe/Berlin", kind="other", added_on=now.date()
    )
    import_campus(ROW, at=now)
    own.refresh_from_db()
    assert own.kind == "other"
    assert Campus.objects.count() == 2


def test_of_rows_with_one_identifier_the_first_counts(now: datetime) -> None:
    result = import_campuses([ROW, replace(ROW, city="Garching")], at=now)
    assert result.added == 1
    assert Campus.objects.get().city == "München"


def test_a_repeated_row_is_counted_and_does_not_flip_the_campus(tmp_path: Path) -> None:
    file = tmp_path / "twice.csv"
    file.write_text("id,name,city,country\n1,A College,Paris,FR\n1,B College,Paris,FR\n")
    for _run in range(2):
        out, _err = run(file, "csv")
        assert "Changed: 0." in out[0]
        assert "Repeated rows: 1." in out[0]
    assert Campus.objects.get().name == "A College"


def test_progress_is_told_every_thousand_rows(tmp_path: Path) -> None:
    out, err = run(write_csv(tmp_path / "many.csv", 2500), "csv")
    assert err == ["1000 rows read, 0 bad.", "2000 rows read, 0 bad."]
    assert "Campuses added: 2500." in out[0]
    assert Campus.objects.count() == 2500


def test_progress_stays_on_one_line_of_a_terminal(tmp_path: Path) -> None:
    terminal = Terminal()
    run(write_csv(tmp_path / "many.csv", 2000), "csv", terminal)
    shown = terminal.getvalue()
    assert "\n" not in shown
    assert shown.count("\r\033[K") == 3


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7", "names no column"),
        (b"name,city,country\nA College,,FR\n", "No row of this file could be used."),
        (b"name,city,country\n", "No row of this file could be used."),
    ],
)
def test_a_file_of_which_nothing_can_be_used_ends_with_one_sentence_and_code_1(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=sentence) as refusal:
        run(file, "csv")
    assert refusal.value.returncode == 1
    assert not Campus.objects.exists()


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.csv", "csv")
    with pytest.raises(CommandError, match="Is a directory"):
        run(tmp_path, "csv")


def test_a_thousand_rows_take_a_handful_of_statements(
    now: datetime, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    rows = [replace(ROW, source_id=str(n), name=f"College {n}") for n in range(300)]
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        import_campuses(rows, at=now)
