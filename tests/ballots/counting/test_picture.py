"""The picture of a count: its numbers are those of the count, and its letters can be read."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ballots.counting import Contest, Rule, count, inks
from ballots.counting.lettering import clean, cut, lines, own, width, within
from ballots.counting.picture import draw, parts
from ballots.counting.places import Words
from ballots.counting.reasons import SCALE, short_amount
from ballots.counting.strokes import SMALL, WIDTH
from tests.core.test_contrast import luminance, palettes

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = Path(__file__).parents[3] / "static" / "css" / "pictures.css"
NAMES = ("Ada", "Ben", "Cem", "Dee", "Eva")
PAPERS = ((9, (1, 2, 3)), (4, (2,)), (3, (3, 2)), (3, (4,)), (1, (5,)), (1, ()))
MANY = tuple(f"Person {number}" for number in range(1, 17))


def stv(names=NAMES, papers=PAPERS, seats=2, **more):
    return count(Contest(names, seats, papers, seed=bytes(32), **more))


def sixteen():
    papers = tuple(
        (40 - 2 * first, tuple(dict.fromkeys((first, 17 - first, (first * 7) % 16 + 1, 1))))
        for first in range(1, 17)
    )
    return stv(MANY, papers, 4)


def read(svg):
    return ET.fromstring(svg)  # noqa: S314 - we drew it


def grounds(root):
    """The parts of the bands, from where reading begins: (said, x, width)."""
    return [
        (group.find(f"{SVG}title").text, float(rect.get("x")), float(rect.get("width")))
        for group in root.iter(f"{SVG}g")
        if group.find(f"{SVG}title") is not None
        for rect in [group.find(f"{SVG}rect")]
    ]


def said(root):
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("result", [stv(), sixteen()])
def test_each_part_is_as_wide_as_its_votes_at_every_stage(result):
    total = sum(result.stages[0].votes) + result.stages[0].non_transferable
    columns = len(result.candidates) + 1
    scale = (WIDTH - 3 * (columns - 1)) / total
    for stage, part in zip(result.stages, parts(result), strict=True):
        wanted = [
            (result.candidates[place], votes) for place, votes in enumerate(stage.votes) if votes
        ]
        if stage.non_transferable:
            wanted.append(("No further choice", stage.non_transferable))
        drawn = grounds(read(part.svg))
        assert [one for one, _x, _wide in drawn] == [
            f"{own(name)}: {short_amount(votes)} votes" for name, votes in wanted
        ]
        for (_name, votes), (_said, x, wide) in zip(wanted, drawn, strict=True):
            assert wide == pytest.approx(votes * scale, abs=0.01)
            assert 0 <= x <= x + wide <= WIDTH + 0.01


@pytest.mark.parametrize("result", [stv(), sixteen()])
def test_each_ribbon_is_as_wide_as_the_votes_that_move_and_ends_where_they_arrive(result):
    total = sum(result.stages[0].votes) + result.stages[0].non_transferable
    scale = (WIDTH - 3 * len(result.candidates)) / total
    for stage, part in list(zip(result.stages, parts(result), strict=True))[1:]:
        ends = {text.partition(":")[0]: x + wide for text, x, wide in grounds(read(part.svg))}
        moving = [
            path for path in read(part.svg).iter(f"{SVG}path") if "count-moves" in path.get("class")
        ]
        assert len(moving) == len(stage.transfers)
        for move, path in zip(stage.transfers, moving, strict=True):
            numbers = [float(one) for one in re.findall(r"-?[\d.]+", path.get("d"))]
            low, high = numbers[6], numbers[8]
            assert high - low == pytest.approx(move.votes * scale, abs=0.02)
            target = "No further choice" if not move.target else result.candidates[move.target - 1]
            assert high == pytest.approx(ends[own(target)], abs=0.05)


@pytest.mark.parametrize("result", [stv(), sixteen()])
def test_everybody_and_every_stage_is_named(result):
    texts = said(read(draw(result)))
    joined = " ".join(texts)
    for number, name in enumerate(result.candidates, 1):
        assert name in joined
        assert any(clean(text).startswith(str(number)) for text in texts)
    for stage in result.stages:
        assert f"Stage {stage.number}:" in joined
    for number in result.elected:
        assert re.search(rf"Elected[^.]*: [^.]*{result.name(number)}\b", clean(joined))


def test_the_quota_is_a_line_as_long_as_the_quota_and_cuts_off_the_surplus():
    root = read(parts(stv())[0].svg)
    line = max(
        float(rect.get("width"))
        for rect in root.iter(f"{SVG}rect")
        if rect.get("class") == "count-measure"
    )
    (_said, x, wide) = grounds(root)[0]
    assert line == pytest.approx(wide * 7 / 9, abs=0.01)
    (spare,) = (rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "count-spare")
    assert float(spare.get("x")) == pytest.approx(x + line, abs=0.01)
    assert float(spare.get("width")) == pytest.approx(wide * 2 / 9, abs=0.01)
    assert any("Quota 7: a part this wide is elected" in text for text in said(root))


def test_votes_without_a_further_choice_are_dotted_and_named_where_they_come_and_at_the_end():
    drawn = [read(part.svg) for part in parts(stv())]
    named = [any("No further choice" in text for text in said(root)) for root in drawn]
    assert named == [False, False, True, True]
    lost = [rect for rect in drawn[2].iter(f"{SVG}rect") if rect.get("class") == "count-lost"]
    assert {rect.get("fill") for rect in lost} == {"url(#count-dots)"}


def test_a_name_is_never_written_over_another():
    names = ("CAMERON WILLIAM MCMANUS", "Bo", "Li", "María del Carmen", "Eva")
    for part in parts(stv(names)):
        rows = {}
        for text in read(part.svg).iter(f"{SVG}text"):
            if text.get("text-anchor") == "middle" and not text.get("class"):
                middle, wide = float(text.get("x")), width(clean(text.text), SMALL)
                rows.setdefault(text.get("y"), []).append((middle - wide / 2, middle + wide / 2))
        for row in rows.values():
            for before, after in pairwise(sorted(row)):
                assert before[1] <= after[0] + 0.1


def test_more_people_than_there_is_room_for_are_named_by_votes_and_those_elected_first():
    names = tuple(f"N{number:03}" for number in range(1, 41))
    papers = tuple((number, (number,)) for number in range(1, 41))
    upright = [
        clean(text.text)
        for text in read(parts(stv(names, papers, 1))[0].svg).iter(f"{SVG}text")
        if text.get("transform")
    ]
    assert len(upright) == 20
    assert upright[-1] == "40 N040"
    assert not any("N001" in text for text in upright)


def test_from_right_to_left_every_place_is_mirrored_and_letters_are_not():
    names = ("ليلى الحداد", "يوسف", "Wei Lin", "نور", "مريم")
    straight = read(draw(stv(names)))
    turned = read(draw(stv(names), Words(is_rtl=True, first="المرحلة {number}: الأولى")))
    for one, other in zip(grounds(straight), grounds(turned), strict=True):
        assert other[1] == pytest.approx(WIDTH - one[1] - one[2], abs=0.02)
        assert other[2] == one[2]
    assert turned.get("direction") == "ltr"  # places are physical; texts carry their direction
    heading = next(text for text in turned.iter(f"{SVG}text") if "المرحلة" in (text.text or ""))
    assert (heading.get("x"), heading.get("text-anchor")) == (str(WIDTH), "end")
    assert heading.text[0] == "\u2067"
    assert "scale(-1" not in draw(stv(names), Words(is_rtl=True))
    assert any(own("Wei Lin") in text for text in said(turned))


def test_the_file_stands_alone_and_the_parts_of_a_page_are_hidden_from_screen_readers():
    whole = read(draw(stv()))
    assert whole.get("role") == "img"
    assert whole.find(f"{SVG}title").text == "The count, stage by stage"
    painted = [one for one in whole.iter() if one.tag in (f"{SVG}rect", f"{SVG}circle")]
    assert all(one.get("fill") for one in painted)
    assert {one.get("aria-hidden") for one in map(read, (p.svg for p in parts(stv())))} == {"true"}
    ids = re.findall(r'id="([^"]+)"', draw(stv()))
    assert set(re.findall(r"url\(#([^)]+)\)", draw(stv()))) <= set(ids)
    assert [part.svg.count("<defs>") for part in parts(stv())] == [1, 0, 0, 0]


@pytest.mark.parametrize("name", ['<&">', "]]>", "\u202ebad\u2069", "<style>*{color:red}</style>"])
def test_no_name_and_no_word_breaks_out(name):
    words = Words(title='<b>"', sentences={**Words().sentences})
    result = stv((name, *NAMES[1:]))
    for svg in [draw(result, words), *(part.svg for part in parts(result))]:
        root = read(svg)
        assert not root.findall(f".//{SVG}b")
        assert not root.findall(f".//{SVG}style")
        assert not re.search(r"\sstyle=", svg)
        assert "<style" not in svg


def test_a_whole_vote_is_never_rounded_up_to_a_quota():
    drawn = [clean(text) for text in said(read(parts(stv())[1].svg))]
    assert "5.99" in drawn
    assert "6" not in drawn


def test_a_count_without_papers_has_a_picture_without_a_quota():
    svg = draw(count(Contest(("A", "RON"), 1, (), rule=Rule.SCOTTISH_STV_RON, ron=2, seed=b"")))
    assert "count-measure" not in svg


# Lettering ----------------------------------------------------------------------------------------


def test_lines_are_no_wider_than_their_room():
    for text in ("one two three four", "一二三四五六七八九十", "unbreakable" * 4, ""):
        rows = lines(text, 10, 60)
        assert all(width(row, 10) <= 60 for row in rows)
        assert "".join(rows).replace(" ", "") == text.replace(" ", "")


def test_a_name_is_cut_only_when_it_must_be():
    assert within("Wei Lin", 10, 60, 2) == ["Wei Lin"]
    assert within("Maryam Haddad", 10, 60, 2) == ["Maryam", "Haddad"]
    assert within("Maryam al Haddad", 10, 50, 2) == ["Maryam", "al Hadd…"]
    assert within("李小龙王", 10, 20, 2) == ["李小", "龙王"]
    assert cut("short", 5) == "short"


def test_marks_and_isolates_take_no_room():
    assert width("e\u0301", 10) == width("e", 10)
    assert width("\u2068a\u2069", 10) == width("a", 10)
    assert clean("a\u2067b \n c") == "ab c"


# Ink ----------------------------------------------------------------------------------------------


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def tokens(scheme):
    """The page's colours and the picture's own tints, from the style sheets."""
    tints = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", body))
        for body in re.findall(r":root \{([^}]*)\}", PICTURES.read_text())
    ]
    return palettes()[f"page {scheme}"] | tints[scheme == "dark"]


@pytest.mark.parametrize("ground", inks.GROUNDS, ids=lambda ground: ground.name)
def test_letters_on_every_ground_of_a_file_have_a_contrast_of_seven(ground):
    behind = inks.PAPER if ground.has_plate else ground.paint
    assert contrast(ground.letters, behind) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_on_every_ground_of_a_page_have_a_contrast_of_seven(scheme):
    colour = tokens(scheme)
    pairs = {
        "elected": (colour["on-red"], colour["red-ground"]),
        "solid": (colour["paper"], colour["ink"]),
        "pale": (colour["ink"], colour["count-pale"]),
        "middle": (colour["ink"], colour["count-middle"]),
        "rising": (colour["ink"], colour["paper"]),
        "upright": (colour["ink"], colour["paper"]),
        "lost": (colour["ink"], colour["paper"]),
    }
    assert set(pairs) == {ground.name for ground in inks.GROUNDS}
    for letters, behind in pairs.values():
        assert contrast(letters, behind) >= 7


def test_neighbours_never_share_a_ground():
    for number in range(1, 30):
        assert inks.continuing(number) != inks.continuing(number + 1)


def test_amounts_are_scaled():
    assert short_amount(3 * SCALE) == "3"
