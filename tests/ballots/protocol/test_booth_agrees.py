"""The booth's TypeScript and the server's Python agree: what one makes, the other opens."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ballots.protocol import complaints
from ballots.protocol.ballot import Ballot, verify
from ballots.protocol.encoding import b64, parse, unb64
from ballots.protocol.papers import Paper
from tests.booth_box import CONTEST, FakeBox
from tests.node import bundle, node

pytestmark = pytest.mark.skipif(node() is None, reason="the booth: this machine has no Node")


class Booth:
    """A voter in Node, driven line by line."""

    def __init__(self, program: Path, origin: str) -> None:
        self.process = subprocess.Popen(
            [str(node()), str(program), origin, CONTEST],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __call__(self, what: str, **given: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"do": what, **given}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["ok"] if "ok" in answer else (answer["fault"], answer["detail"])

    def end(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        assert self.process.wait(timeout=20) == 0
        self.process.stdout.close()


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle("booth/drive.ts", tmp_path_factory.mktemp("booth") / "drive.mjs")


@pytest.fixture
def box() -> FakeBox:
    return FakeBox()


@pytest.fixture
def booth(program: Path, box: FakeBox) -> Iterator[Booth]:
    with box.serving() as origin:
        driven = Booth(program, origin)
        yield driven
        driven.end()


def voted(booth: Booth, choices: list[int]) -> None:
    booth("look")
    assert booth("take") is None
    assert booth("cast", choices=choices) is None


def only(box: FakeBox) -> Ballot:
    (cast,) = box.envelopes.values()
    return box.opened(cast)


@pytest.mark.parametrize("native", [True, False], ids=["WebCrypto", "without"])
@pytest.mark.parametrize(("holders", "needed"), [(1, 1), (3, 2), (9, 9)])
def test_what_the_booth_casts_the_holders_open(
    program: Path, native: bool, holders: int, needed: int
) -> None:
    box = FakeBox(holders, needed)
    with box.serving() as origin:
        booth = Booth(program, origin)
        booth("native", wanted=native)
        voted(booth, [3, 1, 2])
        found = only(box)
        assert found.choices == (3, 1, 2)
        assert booth("standing")["stands"] == {"choices": [3, 1, 2], "c": 1}
        booth.end()


def test_the_booth_says_the_words_of_the_server_and_pins_what_it_saw(
    booth: Booth, box: FakeBox
) -> None:
    seen = booth("look", link=b64(box.definition.fingerprint))
    assert seen == {"words": list(box.definition.words), "isKnown": True, "state": "open"}


def test_a_first_visit_without_the_link_is_not_known_and_the_second_is(booth: Booth) -> None:
    assert booth("look")["isKnown"] is False
    assert booth("look")["isKnown"] is True


def test_another_fingerprint_than_the_links_stops_it(booth: Booth, box: FakeBox) -> None:
    fault, detail = booth("look", link=b64(bytes(32)))
    assert fault == "changed"
    assert json.loads(detail)[1] == list(box.definition.words)


def test_another_definition_before_casting_stops_it(booth: Booth, box: FakeBox) -> None:
    booth("look")
    booth("take")
    shown, other = box.definition, FakeBox().definition
    box.before = lambda path: (200, other.canonical) if "definition" in path else None
    fault, _ = booth("cast", choices=[1])
    assert fault == "changed"
    assert not box.envelopes
    box.before = lambda _path: None
    assert box.definition is shown
    assert booth("cast", choices=[1]) is None


@pytest.mark.parametrize("spoiled", [0, 2])
def test_no_paper_is_asked_for_before_every_holder_has_signed(
    booth: Booth, box: FakeBox, spoiled: int
) -> None:
    booth("look")
    good = box.ready

    def bad() -> dict[str, Any]:
        ready = good()
        ready["ready"][spoiled] = b64(bytes(64))
        return ready

    box.ready = bad  # type: ignore[method-assign]
    assert booth("take") == ("not-ready", f"Holder {spoiled + 1}")
    assert not box.papers


def test_voting_again_replaces_and_the_counter_inside_rises(booth: Booth, box: FakeBox) -> None:
    voted(booth, [1])
    first = only(box).counter
    assert booth("cast", choices=[2, 6]) is None
    assert only(box).choices == (2, 6)
    assert only(box).counter == first + 1
    assert first > 2**20


def test_an_answer_that_never_came_is_asked_for_again_with_the_same_bytes(
    booth: Booth, box: FakeBox
) -> None:
    booth("look")
    tries: list[str] = []

    def lose_two(path: str) -> bool:
        tries.append(path)
        return tries.count(path) > 2

    box.after = lose_two
    assert booth("take") is None
    assert len(box.papers) == 1
    assert booth("cast", choices=[1, 2]) is None
    assert sum("envelopes" in one for one in box.asked) == 3
    assert only(box).choices == (1, 2)


def test_a_box_that_is_busy_is_asked_later(booth: Booth, box: FakeBox) -> None:
    booth("look")
    booth("take")
    answers = iter([429, 503])
    box.before = lambda path: (
        (status, b"") if "envelopes" in path and (status := next(answers, 0)) else None
    )
    assert booth("cast", choices=[4]) is None
    assert only(box).choices == (4,)


def test_a_false_signature_on_the_paper_is_no_paper(booth: Booth, box: FakeBox) -> None:
    booth("look")
    good = box.sign

    def bad(body: bytes, member: str) -> tuple[int, bytes]:
        answer = json.loads(good(body, member)[1])
        return 200, json.dumps({**answer, "ballot": answer["envelope"]}).encode()

    box.sign = bad  # type: ignore[method-assign]
    assert booth("take") == ("paper", "ballot")
    box.sign = good  # type: ignore[method-assign]
    assert booth("take") is None
    assert booth("cast", choices=[1]) is None


def test_a_false_receipt_is_no_receipt_and_the_ballot_is_sent_again(
    booth: Booth, box: FakeBox
) -> None:
    booth("look")
    booth("take")
    good = box.receipt
    box.receipt = lambda _found: b'{"receipt":"' + b64(bytes(64)).encode() + b'"}'  # type: ignore[method-assign]
    assert booth("cast", choices=[5])[0] == "receipt"
    standing = booth("standing")
    assert standing["stands"] is None
    assert standing["pending"] == {"choices": [5]}
    box.receipt = good  # type: ignore[method-assign]
    assert booth("resume") is None
    assert booth("standing")["stands"] == {"choices": [5], "c": 1}


def test_a_second_device_without_the_copy_gets_no_paper_and_with_it_votes(
    booth: Booth, box: FakeBox
) -> None:
    voted(booth, [1])
    copy = booth("copy")
    assert len(unb64(copy)) < 1600
    booth("move")
    booth("look")
    assert booth("take") == ("other-paper", "")
    assert booth("standing")["isAsked"] is False
    assert booth("useCopy", bytes=copy) is None
    # The box says which counter it has; this ballot is the newer one.
    assert booth("cast", choices=[2]) is None
    assert only(box).choices == (2,)
    assert booth("standing")["stands"] == {"choices": [2], "c": 2}


@pytest.mark.parametrize("spoil", ["secret", "ballot", "contest", "form"])
def test_what_is_no_copy_of_this_contest_is_refused(booth: Booth, spoil: str) -> None:
    voted(booth, [1])
    copy = parse(unb64(booth("copy")))
    if spoil == "form":
        text = b"a photograph"
    else:
        changed = {"secret": b64(bytes(32)), "ballot": copy["envelope"], "contest": "0" * 12}
        text = json.dumps(
            copy | {spoil: changed[spoil]}, separators=(",", ":"), sort_keys=True
        ).encode()
    booth("move")
    booth("look")
    assert booth("useCopy", bytes=b64(text))[0] == "copy"
    assert booth("standing")["hasPapers"] is False


@pytest.mark.parametrize("choices", [[1, 1], [7], [0], [1, 2, 3, 4, 5, 6, 1]])
def test_what_may_not_stand_on_the_ballot_is_not_sealed(
    booth: Booth, box: FakeBox, choices: list[int]
) -> None:
    booth("look")
    booth("take")
    assert booth("cast", choices=choices)[0] == "choices"
    assert not box.envelopes


def test_a_late_ballot_is_not_cast_and_the_list_says_so(booth: Booth, box: FakeBox) -> None:
    voted(booth, [1])
    box.state = "complaints"
    assert booth("cast", choices=[2]) == ("closed", "")
    assert booth("complain") == "not-changed"
    assert only(box).choices == (1,)


def test_a_ballot_that_arrived_without_a_receipt_is_found_on_the_list(
    booth: Booth, box: FakeBox
) -> None:
    booth("look")
    booth("take")
    box.receipt = lambda _found: b"{}"  # type: ignore[method-assign]
    assert booth("cast", choices=[3])[0] == "answer"
    box.state = "complaints"
    assert booth("resume")[0] == "closed"
    assert booth("complain") == "arrived"


def test_a_receipt_puts_a_forgotten_envelope_on_the_list(booth: Booth, box: FakeBox) -> None:
    voted(booth, [1])
    (cast,) = box.envelopes.values()
    box.state = "complaints"
    box.left_out = {cast.h}
    assert booth("complain") == "added"
    assert booth("complain") == "listed"


def test_an_old_receipt_is_answered_by_the_later_ballot_of_another_device(
    booth: Booth, box: FakeBox
) -> None:
    voted(booth, [1])
    (earlier,) = box.envelopes.values()
    copy = booth("copy")
    booth("move")
    booth("look")
    booth("useCopy", bytes=copy)
    box.envelopes.clear()
    booth("cast", choices=[1])
    box.envelopes = {earlier.paper.key: earlier}
    booth("cast", choices=[2])
    assert only(box).choices == (2,)


def test_a_list_that_the_receipt_key_did_not_sign_is_refused(booth: Booth, box: FakeBox) -> None:
    voted(booth, [1])
    box.state = "complaints"
    box.receipt_key = bytes(32)
    assert booth("complain") == ("list", "")


def test_the_ballot_on_the_board_is_compared_choice_by_choice(booth: Booth, box: FakeBox) -> None:
    voted(booth, [2, 1])
    box.state = "counted"
    verdict = booth("counted")
    assert verdict["kind"] == "counted"
    assert verdict["choices"] == [2, 1]
    assert len(verdict["tracker"]) == 10
    good = box.csv
    box.csv = lambda: (200, good()[1].replace(b"2 1", b"1 2"))  # type: ignore[method-assign]
    assert booth("counted")["kind"] == "altered"
    box.envelopes.clear()
    assert booth("counted")["kind"] == "missing"


def test_a_ballot_cast_later_on_another_device_is_known_by_its_own_signature(
    booth: Booth, program: Path, box: FakeBox
) -> None:
    voted(booth, [2, 1])
    with box.serving() as origin:
        other = Booth(program, origin)
        other("look")
        other("useCopy", bytes=booth("copy"))
        other("cast", choices=[4])
        other.end()
    box.state = "counted"
    assert booth("counted") == {
        "kind": "later",
        "tracker": booth("counted")["tracker"],
        "choices": [4],
    }


def test_where_no_board_is_published_nothing_is_compared(booth: Booth, box: FakeBox) -> None:
    voted(booth, [])
    assert only(box).choices == ()
    box.state = "opening"
    assert booth("counted")["kind"] == "unpublished"


def test_a_complaint_holds_a_ballot_that_proves_itself(booth: Booth, box: FakeBox) -> None:
    voted(booth, [5, 4])
    complaint = parse(unb64(booth("complaint")))
    found = complaint["ballot"]
    paper = Paper(*(unb64(found[name]) for name in ("key", "prefix", "credential")))
    ballot = Ballot(paper, tuple(found["choices"]), found["counter"], unb64(found["signature"]))
    assert verify(ballot, box.definition)
    assert ballot == only(box)
    (cast,) = box.envelopes.values()
    assert unb64(complaint["outer"]) == cast.to_bytes()
    assert parse(box.receipt(cast))["receipt"] == complaint["receipt"]
    read = complaints.read(box.definition, complaint)
    assert (read.ballot, read.h, read.is_receipted) == (ballot, cast.h, True)


def test_the_box_learns_no_name(booth: Booth, box: FakeBox) -> None:
    voted(booth, [1])
    for asked, headers in zip(box.asked, box.headers, strict=True):
        if "/box/" in asked:
            assert not {"cookie", "referer", "authorization", "x-csrftoken"} & set(headers), asked
        else:
            assert headers["x-csrftoken"] == "token"
