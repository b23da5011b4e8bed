"""The benchmarks do their work; how fast is for `make bench` to say."""

import json
from datetime import UTC, datetime

import pytest

from tests.benchmarks import __main__ as bench
from tests.benchmarks import figures
from tests.benchmarks.figures import figure
from tests.benchmarks.scale import SMALL


@pytest.mark.stack
@pytest.mark.xdist_group("bench")
def test_every_figure_is_measured_and_written_down(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench.booth, "measure", lambda: iter(()))  # tests/browser measures it
    monkeypatch.setattr(figures, "ROOT", tmp_path)
    found = list(bench.figures(SMALL))
    names = " ".join(one.name for one in found)
    for word in (
        "papers issued",
        "envelopes cast",
        "p99",
        "publish",
        "verify a board",
        "count",
        "announcement",
        "reminders",
        "unsubscribing",
        "tap to all screens",
        "memory a stream",
        "every one counted",
        "the result on every screen",
    ):
        assert word in names
    # Twenty streams may take less than one tick of the processor's clock.
    timed = [one for one in found if not one.name.startswith("processor")]
    assert [one.name for one in timed if one.value <= 0] == []
    figures.write(found, to_docs=False)
    written = json.loads((tmp_path / "var" / "bench.json").read_text())
    assert [one["name"] for one in written] == [one.name for one in found]
    assert set(written[0]) == {
        "name", "value", "unit", "reference", "reference_value", "ratio", "target", "met",
    }  # fmt: skip


def test_a_target_is_of_the_value_or_of_the_ratio() -> None:
    value = figure("a", 12, "/s", reference="b", reference_value=10, least=11)
    ratio = figure("a", 12, "/s", reference="b", reference_value=10, least=1.5, of_ratio=True)
    assert (value.met, value.ratio) == (True, 1.2)
    assert ratio.met is False
    assert figure("a", 3, "s", most=2).met is False
    assert figure("a", 3, "s").met is None


def test_the_page_tells_what_is_not_met() -> None:
    page = figures.page(
        [figure("slow", 3, "s", most=2, target="≤ 2 s")], datetime(2026, 1, 2, tzinfo=UTC)
    )
    assert "| slow | 3 s |  |  | ≤ 2 s | **no** |" in page
    assert "2026-01-02" in page
