"""State diagrams drawn from the tables of transitions."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from core import diagrams
from core.decision import ALLOWED, Refused, denied
from core.models import Event
from meetings.models import Meeting

MARKED = f"Before\n{diagrams.BEGIN}\nold\n{diagrams.END}\nAfter\n"


def test_what_stands_between_the_marks_is_drawn_anew_and_nothing_else() -> None:
    text = diagrams.renewed(MARKED)
    assert text.startswith(f"Before\n{diagrams.BEGIN}\n")
    assert text.endswith(f"{diagrams.END}\nAfter\n")
    assert "old" not in text
    assert diagrams.renewed(text) == text


@pytest.mark.parametrize(
    "text",
    ["", diagrams.BEGIN, diagrams.END, f"{diagrams.END}\n{diagrams.BEGIN}\n"],
    ids=["neither", "no end", "no beginning", "the wrong way round"],
)
def test_without_both_marks_nothing_is_drawn(text: str) -> None:
    with pytest.raises(ValueError, match="marks of the generated part are missing"):
        diagrams.renewed(text)


def test_every_state_begins_ends_and_leads_as_its_table_says() -> None:
    drawn = diagrams.states()
    assert drawn.count("stateDiagram-v2") == drawn.count("[*] -->")
    meeting = drawn.partition("### meeting\n")[2].partition("```\n\n###")[0]
    for before, afters in Meeting.TRANSITIONS.items():
        for after in afters:
            assert f"    {before} --> {after}\n" in meeting
    assert "    cancelled --> [*]" in meeting


def test_the_command_writes_them_into_the_documentation(
    settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/domain.md").write_text(MARKED)
    call_command("draw_states")
    assert "stateDiagram-v2" in (tmp_path / "docs/domain.md").read_text()
    assert "domain.md is fresh." in capsys.readouterr().out


def test_a_decision_is_its_answer_and_a_refusal_its_reason() -> None:
    ALLOWED.enforce()
    no = denied("Not today.")
    assert not no
    with pytest.raises(Refused, match=r"Not today\."):
        no.enforce()


def test_many_events_are_written_at_once_like_single_ones(
    committee: Any, coordinator: Any, now: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        Event.record_many("tests.done", [committee, coordinator], by=None, at=now)
        Event.record_many("tests.done", [], by=None, at=now)
    Event.record_many("tests.done", [committee], by=coordinator, at=now)
    found = list(Event.objects.order_by("pk").values_list("subject", "scope", "actor"))
    assert found == [
        (committee.public_id, committee.public_id, ""),
        (coordinator.public_id, committee.public_id, ""),
        (committee.public_id, committee.public_id, coordinator.public_id),
    ]
