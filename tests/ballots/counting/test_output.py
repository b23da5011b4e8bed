"""The count as text, CSV, JSON and picture."""

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest

from ballots.counting import Contest, Rule, count
from ballots.counting.picture import draw
from ballots.counting.places import Words
from ballots.counting.tables import as_csv, as_text, labels, public_json

SVG = "{http://www.w3.org/2000/svg}"
PAPERS = ((9, (1, 2, 3)), (4, (2,)), (3, (3, 2)), (3, (4,)), (1, (5,)), (1, ()))


def stv(names=("Ada", "Ben", "Cem", "Dee", "Eva"), **more):
    return count(Contest(names, 2, PAPERS, seed=bytes(32), **more))


def test_the_public_json_has_names_and_five_decimals():
    result = public_json(stv(title="Delegates", invalid=2))
    assert result["rule"] == "scottish-stv"
    assert (result["quota"], result["valid"], result["invalid"]) == (7, 20, 3)
    assert result["elected"][0] == "Ada"
    first, second = result["stages"][:2]
    assert first["votes"] == {
        "Ada": "9.00000",
        "Ben": "4.00000",
        "Cem": "3.00000",
        "Dee": "3.00000",
        "Eva": "1.00000",
    }
    assert (first["number"], first["elected"], first["excluded"]) == (1, ["Ada"], [])
    assert second["votes"]["Ben"] == "5.99998"
    assert second["non_transferable"] == "0.00002"
    assert second["transfers"] == [
        {"from": "Ada", "to": "Ben", "votes": "1.99998"},
        {"from": "Ada", "to": None, "votes": "0.00002"},
    ]
    assert second["why"].startswith("Ada has 9 votes, 2 above the quota")
    assert result["stages"][2]["excluded"] == ["Eva"]
    assert result["stages"][3]["lot"][0]["name"] in {"Cem", "Dee"}


def test_equal_names_are_told_apart():
    result = stv(("Ada", "Sam", "Sam", "Dee", "Eva"))
    assert labels(result) == ("Ada", "Sam (2)", "Sam (3)", "Dee", "Eva")
    assert len(public_json(result)["stages"][0]["votes"]) == 5


def test_withdrawn_candidates_have_no_row():
    result = stv(withdrawn=frozenset({5}))
    assert "Eva" not in public_json(result)["stages"][0]["votes"]
    assert "Withdrawn: Eva." in as_text(result)
    assert "Eva" not in as_csv(result)
    assert ">Eva<" not in draw(result)


def test_the_text_shows_every_stage():
    text = as_text(stv(title="Delegates"))
    assert text.startswith("Delegates\nRule: scottish-stv. Places: 2. Quota: 7.\n")
    assert "Valid papers: 20. Invalid papers: 1." in text
    assert "  Ada                       9.00000  elected\n" in text
    assert "  Eva                       0.00000  excluded\n" in text
    assert "  lot: " in text
    assert text.count("\nStage ") == len(stv().stages)
    assert "Elected: Ada, " in text


def test_the_columns_of_the_text_stand_under_one_another_in_any_script():
    text = as_text(stv(("李小龙", "Zoe\u0308", "Cem", "Dee", "Eva")))
    assert "  李小龙                    9.00000" in text
    assert "  Zoe\u0308                       4.00000" in text


def test_the_text_names_empty_places_and_nobody():
    result = count(Contest(("Ada", "RON"), 1, ((5, (2,)),), rule=Rule.SCOTTISH_STV_RON, ron=2))
    assert as_text(result).endswith("Elected: nobody.\nPlaces left empty: 1.\n")


def test_the_csv_has_a_row_for_each_stage_and_candidate():
    rows = list(csv.DictReader(io.StringIO(as_csv(stv()))))
    assert rows[0] == {
        "stage": "1",
        "number": "1",
        "candidate": "Ada",
        "votes": "9.00000",
        "change": "9.00000",
        "state": "elected",
    }
    assert rows[6]["change"] == "-2.00000"
    assert rows[11]["candidate"] == "Non-transferable"
    assert len(rows) == 6 * len(stv().stages)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_spreadsheet_runs_no_name(name):
    result = stv((name, "Ben", "Cem", "Dee", "Eva"))
    rows = list(csv.DictReader(io.StringIO(as_csv(result), newline="")))
    assert rows[0]["candidate"] == f"'{name}"


def test_the_picture_is_one_accessible_image_without_style():
    picture = draw(stv())
    root = ET.fromstring(picture)  # noqa: S314 - we drew it
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "The count, stage by stage"
    assert "Ada" in root.find(f"{SVG}desc").text
    assert "style" not in picture
    assert root.get("viewBox").startswith("-16 -16 360 ")
    said = [re.sub("[\u2068\u2069]", "", title.text) for title in root.iter(f"{SVG}title")]
    assert "1.99998 votes from Ada to Ben" in said
    assert "1 votes from Eva to No further choice" in said


def test_every_part_of_the_picture_lies_within_it():
    root = ET.fromstring(draw(stv()))  # noqa: S314 - we drew it
    height = float(root.get("height"))
    for rect in root.iter(f"{SVG}rect"):
        x, y = float(rect.get("x", 0)), float(rect.get("y", 0))
        assert x + float(rect.get("width")) <= 360.1
        assert y + float(rect.get("height")) <= height


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "\"' & </text>", "a\x00\x0bb\ufffe", "א" * 10_000, "👩‍🏫"]
)
def test_no_name_breaks_the_picture(name):
    picture = draw(stv((name, "Ben", "Cem", "Dee", "Eva")))
    ET.fromstring(picture)  # noqa: S314 - we drew it
    assert "<script" not in picture
    assert len(picture) < 40_000


def test_the_picture_speaks_the_language_it_is_given():
    words = Words(title="Die Zählung", nobody="niemand")
    empty = count(Contest(("A", "RON"), 1, ((1, (2,)),), rule=Rule.SCOTTISH_STV_RON, ron=2))
    root = ET.fromstring(draw(empty, words))  # noqa: S314 - we drew it
    assert root.find(f"{SVG}title").text == "Die Zählung"
    assert "niemand" in root.find(f"{SVG}desc").text


@pytest.mark.parametrize("rule", list(Rule))
def test_every_rule_has_a_picture_and_tables_without_papers_too(rule):
    for papers in [(), ((3, (1,)), (2, (2,)))]:
        result = count(Contest(("Yes", "No"), 1, papers, rule=rule, seed=b""))
        ET.fromstring(draw(result))  # noqa: S314 - we drew it
        assert as_text(result)
        assert as_csv(result)


def test_three_hundred_candidates_can_be_drawn():
    names = tuple(f"Candidate {number}" for number in range(300))
    papers = tuple((1, (number,)) for number in range(1, 301))
    ET.fromstring(draw(count(Contest(names, 3, papers, seed=b""))))  # noqa: S314 - we drew it
