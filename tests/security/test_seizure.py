"""What whoever seizes the server gains: no order of rows, no key, no paper (★ of the safety rules).

Two elections of two hundred: voters one by one, and eight at once; each casts right after taking
their paper. A dump is made in the middle of each.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psycopg
import pytest
from psycopg import sql

from elections.simulation.plan import Scale
from elections.simulation.run import Simulation
from tests.browser.running import Running
from tests.security.evidence import (
    Seizure,
    choices_of,
    forms,
    found_in,
    leaves_of,
    marks_of,
    secrets_of,
)
from tests.security.ordering import (
    BALLOT,
    ENVELOPE,
    VOTER,
    Marks,
    Seen,
    agreement,
    from_database,
    from_lines,
    linked,
)
from tests.stack.simulated import address_of, running_product, simulated

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("row order")]

VOTERS = 200
# What lies in the database while voting is open: by its name the relation and the column.
LYING = {
    "a blinded value": ("papers", "envelope"),
    "a blind signature": ("papers", "ballot_signature"),
    "an envelope": ("box", "envelope"),
    "a key of an envelope": ("box", "key"),
}
ADDRESS, BROWSER = "203.0.113.77", "planted-browser-5e1f"
PLANTED = {"an address": [ADDRESS.encode()], "a browser": [BROWSER.encode()]}
PART = 48  # bytes of each are enough to find it


@dataclass
class Attacked:
    """A finished election, what was seized in its middle, and what lies there afterwards."""

    product: Running
    simulation: Simulation
    marks: Marks
    choices: dict[int, tuple[int, ...]]
    middle: list[Seen]
    after: list[Seen]
    order: dict[str, Seen]
    keys: list[str]
    found_in_the_middle: list[str]
    found_after: list[str]
    heard: list[dict[str, str]]


@pytest.fixture(scope="module")
def product() -> Iterator[Running]:
    with running_product() as product:
        yield product


@pytest.fixture(scope="module", params=[1, 8], ids=["one by one", "eight at once"])
def attacked(product: Running, request: pytest.FixtureRequest) -> Iterator[Attacked]:
    began = time.time()
    scale = Scale(VOTERS, 6, 3, seed=200 + request.param)
    with simulated(product, scale, concurrent=request.param) as simulation:
        leaves = leaves_of(product, simulation.setting.contest)
        simulation.open()
        heard = _come_with_an_address(product, simulation.setting.contest)
        half = len(simulation.records) // 2
        simulation.vote(simulation.records[:half], straight=True)
        middle = Seizure(product)
        read = _read(product, simulation)
        wanted = _wanted(product, simulation.setting.contest) | PLANTED
        found_in_the_middle = found_in(product, wanted)
        simulation.vote(simulation.records[half:], straight=True)
        simulation.vote_again()
        marks = marks_of(simulation, leaves)
        simulation.close()
        simulation.finish()
        assert simulation.report.faults == []
        after = Seizure(product)
        yield Attacked(
            product,
            simulation,
            marks,
            choices_of(simulation),
            [*middle.orders(marks), *_seen(read, marks)],
            [*after.orders(marks), *after.orders_now(marks, began)],
            _true_orders(simulation),
            [name for name in wanted if name not in LYING and name not in PLANTED],
            found_in_the_middle,
            found_in(product, wanted),
            heard,
        )


def _come_with_an_address(product: Running, contest: str) -> list[dict[str, str]]:
    """Ask the box as somebody whose address, browser and cookie must be remembered nowhere."""
    heard = []
    headers = {
        "X-Forwarded-For": ADDRESS,
        "Forwarded": f"for={ADDRESS}",
        "User-Agent": BROWSER,
        "Cookie": f"{BROWSER}=1",
        "Referer": f"{product.url}/{BROWSER}/",
    }
    for path, body in (
        ("definition.json", None),
        ("state.json", None),
        ("list.json", None),
        ("envelopes", b"\0" * 2_000),
        ("complaints", b"\0" * 2_000),
        ("nothing", None),
    ):
        request = Request(f"{product.url}/box/{contest}/{path}", data=body, headers=headers)
        try:
            with urlopen(request, timeout=10) as answer:
                heard.append({"path": path, **answer.headers})
        except HTTPError as refusal:
            with refusal:
                heard.append({"path": path, **refusal.headers})
    return heard


def _wanted(product: Running, contest: str) -> dict[str, list[bytes]]:
    """What must be nowhere after the count: every key, a paper, an envelope as it lay in the box."""
    wanted = {name: forms(secret) for name, secret in secrets_of(product, contest).items()}
    with psycopg.connect(address_of(product, "DATABASE_URL")) as connection:
        for name, (kind, column) in LYING.items():
            rows = connection.execute(
                sql.SQL("SELECT {} FROM {} ORDER BY random() LIMIT 25").format(
                    sql.Identifier(column), sql.Identifier("ballot_box", f"{kind}_{contest}")
                )
            )
            wanted[name] = [bytes(row[0])[:PART] for row in rows]
    return wanted


def _read(product: Running, simulation: Simulation) -> dict[str, list[str]]:
    """Papers and box in the order in which they came, as whoever sees the database meanwhile."""
    read = {}
    with psycopg.connect(address_of(product, "DATABASE_URL")) as connection:
        for kind in ("papers", "box"):
            table = sql.Identifier("ballot_box", f"{kind}_{simulation.setting.contest}")
            rows = connection.execute(
                sql.SQL("SELECT t::text FROM {} t ORDER BY xmin::text::bigint, ctid").format(table)
            )
            read[kind] = [row[0] for row in rows]
    return read


def _seen(read: dict[str, list[str]], marks: Marks) -> list[Seen]:
    return [seen for kind, lines in read.items() for seen in from_lines(kind, lines, marks)]


def _true_orders(simulation: Simulation) -> dict[str, Seen]:
    """When each took their paper and when they cast, to the nanosecond: what a watcher would know."""
    taken = [one for one in simulation.records if one.paper_at]
    cast = [one for one in simulation.records if one.cast_at]
    taken.sort(key=lambda one: one.paper_at)
    cast.sort(key=lambda one: one.cast_at)
    return {
        "papers": Seen("the true order of papers", VOTER, tuple(o.part.number for o in taken)),
        "cast": Seen("the true order of casting", VOTER, tuple(o.part.number for o in cast)),
    }


def test_after_the_count_no_order_of_rows_joins_a_voter_to_a_ballot(attacked: Attacked) -> None:
    seen = [*attacked.after, *attacked.order.values()]
    found, looked = linked(seen, attacked.choices)
    assert found == []
    assert looked > 20
    kinds = {one.kind for one in attacked.after if len(one.numbers) > VOTERS // 2}
    assert kinds >= {VOTER, BALLOT, ENVELOPE}


def test_a_dump_from_the_middle_of_voting_joined_with_the_board_tells_nothing(
    attacked: Attacked,
) -> None:
    board = [one for one in attacked.after if one.kind == BALLOT]
    middle = [one for one in attacked.middle if one.kind != BALLOT]
    assert {one.kind for one in middle if len(one.numbers) > VOTERS // 3} == {VOTER, ENVELOPE}
    assert [one for one in attacked.middle if one.kind == BALLOT] == []
    found, looked = linked([*middle, *board], attacked.choices)
    assert found == []
    assert looked > 5


def test_the_attack_sees_the_order_that_a_dump_from_the_middle_does_hold(
    attacked: Attacked,
) -> None:
    """Papers and envelopes lie as they came: that is no secret of the protocol, and it is found."""
    papers, envelopes = (
        next(one for one in attacked.middle if one.place == f"{kind}, first")
        for kind in ("papers", "box")
    )
    found = agreement(papers, envelopes, attacked.choices)
    assert found is not None
    assert found.correlation > 0.9
    assert not found.is_chance


@pytest.mark.parametrize("leak", ["rows", "reversed", "half"])
def test_the_attack_finds_ballots_that_lie_in_the_order_of_casting(
    attacked: Attacked, leak: str
) -> None:
    order = list(attacked.order["cast"].numbers)
    keys = {
        number: mark
        for mark, (kind, number) in attacked.marks.known.items()
        if kind == BALLOT and len(mark) == 64
    }
    planted = [keys[number] for number in order if number in keys]
    if leak == "reversed":
        planted.reverse()
    if leak == "half":
        planted[: len(planted) // 2] = sorted(planted[: len(planted) // 2])
    address = address_of(attacked.product, "DATABASE_URL")
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE planted (key bytea)")
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO planted VALUES (%s)", [(bytes.fromhex(key),) for key in planted]
            )
    try:
        seen = from_database(address, attacked.marks)
    finally:
        with psycopg.connect(address) as connection:
            connection.execute("DROP TABLE planted")
    found, _looked = linked([*seen, *attacked.order.values()], attacked.choices)
    assert any("public.planted by" in one.places[1] for one in found)


def test_while_voting_is_open_keys_lie_in_their_files_alone_and_papers_in_the_database_alone(
    attacked: Attacked,
) -> None:
    found = attacked.found_in_the_middle
    assert attacked.keys == ["issuer of envelopes", "issuer of ballots", "receipt", "holder"]
    for name in attacked.keys:
        places = {one.partition(" in ")[2] for one in found if one.startswith(f"{name} in ")}
        assert len(places) == 1
        assert places.pop().startswith("election-secrets/")
    for name in LYING:
        places = {one.partition(" in ")[2] for one in found if one.startswith(f"{name} in ")}
        assert places
        assert all(place.startswith(("data/", "postgres/data/")) for place in places)


def test_after_the_count_no_key_and_no_paper_is_left_in_any_byte(attacked: Attacked) -> None:
    assert attacked.found_after == []


def test_the_box_sets_no_cookie_and_remembers_no_address_and_no_browser(
    attacked: Attacked,
) -> None:
    assert len(attacked.heard) == 6
    for headers in attacked.heard:
        lowered = {name.lower(): value.lower() for name, value in headers.items()}
        assert "set-cookie" not in lowered
        assert lowered.get("vary", "accept-encoding") == "accept-encoding"
    for found in (attacked.found_in_the_middle, attacked.found_after):
        assert [one for one in found if one.startswith(tuple(PLANTED))] == []
