"""What the draft minutes say, written from the log alone."""

from datetime import timedelta
from typing import Any

import pytest

from committees.models import Committee
from core.markdown import to_html
from meetings.minutes_text import minutes_text
from meetings.models import Meeting
from tests.factories_meetings import (
    STARTS_AT,
    AmendmentFactory,
    LogEntryFactory,
    MeetingFactory,
    MotionFactory,
    ResolutionFactory,
    VoteFactory,
)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def held(committee: Committee) -> Meeting:
    return MeetingFactory(
        committee=committee,
        status="closed",
        opened_at=STARTS_AT,
        closed_at=STARTS_AT + 60 * MINUTE,
        present=12,
    )


def log(meeting: Meeting, kind: str, after: int = 5, **facts: Any) -> None:
    LogEntryFactory(meeting=meeting, kind=kind, at=STARTS_AT + after * MINUTE, facts=facts)


def test_the_head_says_what_when_where_and_how_many(held: Meeting) -> None:
    text = minutes_text(held)
    assert text.startswith("# Minutes: General meeting\n\n- Committee: ")
    assert "- Date: Wednesday 18 March 2026, 18:00 (America/New_York)" in text
    assert "- Place: Room 12" in text
    assert "- Kind: General meeting" in text
    assert "- Present at the close: 12" in text
    assert text.endswith("\n")
    held.present = None
    assert "Present" not in minutes_text(held)


def test_a_whole_meeting_is_told_in_order(held: Meeting) -> None:
    motion = MotionFactory(
        committee=held.committee,
        title="Library",
        meeting=held,
        status="carried",
        decided_at=STARTS_AT,
    )
    amendment = AmendmentFactory(motion=motion, was_notes=motion.notes, notes=motion.notes,
                                 was_believes=motion.believes, believes=motion.believes)  # fmt: skip
    ResolutionFactory(committee=held.committee, motion=motion, number=7)
    log(held, "opened", 2)
    log(held, "officer_chosen", duty="chair")
    log(held, "quorum_reached", present=12, needed=10)
    log(held, "item_taken", title="Chair")
    log(held, "item_taken", title="Library *hours*")
    log(held, "motion_moved", motion=motion.public_id, title="Library")
    log(held, "speaker_called")
    log(held, "amendment_moved", motion=motion.public_id, amendment=amendment.public_id)
    vote = VoteFactory(meeting=held, about="amendment", motion=motion, amendment=amendment)
    log(held, "declared", vote=vote.public_id, about="amendment", outcome="tied", method="hands",
        threshold="simple", binding=True, **{"for": 5, "against": 5, "abstain": 2})  # fmt: skip
    log(held, "declared", vote="gone", motion=motion.public_id, about="motion", outcome="carried",
        method="open", threshold="two_thirds", binding=True,
        **{"for": 9, "against": 3, "abstain": 0})  # fmt: skip
    log(held, "ruled", text="Phones stay off.")
    log(held, "closed", 60, present=12)
    text = minutes_text(held)
    parts = [
        "The meeting opened at 18:02.",
        "A chair was chosen.",
        "At 18:05 the quorum was there. Present: 12; needed: 10. The meeting could decide.",
        "## 1. Chair",
        "## 2. Library \\*hours\\*",
        "### Motion: Library",
        "#### Amendment",
        "> To ~~ask for~~ **demand** longer opening hours.",
        "Vote on the amendment. (Show of hands, counted by two tellers)",
        "For: 5; against: 5; abstained: 2. **A tie: not carried.**",
        "The motion as it was put:",
        "> **This meeting notes:**\n>\n> The library closes at five.",
        "> To ask for longer opening hours.",
        "Vote on the motion. (Open vote in the app) For: 9; against: 3; abstained: 0.",
        "Two thirds were needed. **Carried.**",
        "It is resolution 2026/7.",
        "The chair ruled: Phones stay off.",
        "The meeting closed at 19:00. 12 people were present.",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "speaker" not in text
    html = to_html(text)
    assert "<s>ask for</s> <strong>demand</strong>" in html
    assert "*hours*" in html


@pytest.mark.parametrize(
    ("kind", "said"),
    [("general", "could discuss, not decide"), ("mass", "could only advise")],
)
def test_a_lost_quorum_says_what_was_allowed_then(
    committee: Committee, kind: str, said: str
) -> None:
    one = MeetingFactory(committee=committee, kind=kind)
    log(one, "quorum_lost", present=8, needed=10)
    text = minutes_text(one)
    assert said in text
    assert "Present: 8; needed: 10." in text


def test_what_was_undone_and_practice_votes_are_left_out(held: Meeting) -> None:
    LogEntryFactory(meeting=held, kind="ruled", facts={"text": "Undone"}, undone_at=STARTS_AT)
    log(held, "declared", about="practice", question="Tea?", outcome="carried")
    text = minutes_text(held)
    assert "Undone" not in text
    assert "Tea" not in text


@pytest.mark.parametrize(
    ("how", "said"),
    [("remitted", "remitted"), ("withdrawn", "withdrawn"), ("fell", "fell"), ("", "settled")],
)
def test_a_motion_that_is_not_decided_says_what_became_of_it(
    held: Meeting, how: str, said: str
) -> None:
    log(held, "motion_settled", title="Library", outcome=how)
    assert f"“Library” {'was ' if how != 'fell' else ''}{said}" in minutes_text(held)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("withdrawn", "The amendment was withdrawn."),
        ("fell", "The amendment fell."),
        ("accepted", "accepted the amendment"),
        ("other", "The amendment was settled."),
    ],
)
def test_an_amendment_that_is_not_decided_says_what_became_of_it(
    held: Meeting, how: str, said: str
) -> None:
    log(held, "amendment_settled", how=how)
    assert said in minutes_text(held)


def test_an_amendment_shows_what_it_strikes_and_what_it_adds(held: Meeting) -> None:
    motion = MotionFactory(committee=held.committee)
    adds = AmendmentFactory(motion=motion, was_notes="", notes="One.\n\nTwo.", resolves="To ask.",
                            was_resolves="To ask. At once.\nBy mail.")  # fmt: skip
    log(held, "amendment_moved", amendment=adds.public_id)
    text = minutes_text(held)
    assert "> **One.**\n>\n> **Two.**" in text
    assert "> To ask. ~~At once.~~\n> ~~By mail.~~" in text


@pytest.mark.parametrize(
    "kind",
    ["officer_chosen", "officer_released", "quorum_reached", "quorum_lost", "item_taken",
     "motion_moved", "ruled", "motion_settled", "amendment_moved", "amendment_settled", "declared", "set_aside",
     "adjourned", "resumed", "closed", "opened", "put", "list_closed"],
)  # fmt: skip
@pytest.mark.parametrize("facts", [{}, [], {"title": 3, "vote": None, "present": True, "for": "x"}])
def test_missing_or_strange_facts_break_nothing(held: Meeting, kind: str, facts: Any) -> None:
    LogEntryFactory(meeting=held, kind=kind, facts=facts)
    assert minutes_text(held).startswith("# Minutes")


def test_votes_of_procedure_say_their_question(held: Meeting) -> None:
    log(held, "declared", about="other", question="That we take a break.", outcome="lost",
        binding=False, **{"for": 1, "against": 2, "abstain": 0})  # fmt: skip
    log(held, "declared", about="close_debate", outcome="carried")
    text = minutes_text(held)
    assert "Vote: That we take a break. For: 1; against: 2; abstained: 0. **Not carried.**" in text
    assert "The quorum was not there, so this is advice." in text
    assert "Vote: To close the debate and vote **Carried.**" in text


def test_an_adjournment_says_until_when(held: Meeting) -> None:
    until = (STARTS_AT + timedelta(days=1)).isoformat()
    log(held, "adjourned", 30, until=until)
    log(held, "adjourned", 30, until="after the break")
    log(held, "adjourned", 30)
    log(held, "resumed", 24 * 60)
    text = minutes_text(held)
    assert "adjourned at 18:30. It was to go on: Thursday 19 March 2026, 18:00." in text
    assert "It was to go on: after the break." in text
    assert text.count("It was to go on") == 2
    assert "The meeting went on at Thursday 19 March 2026, 18:00." in text


def test_a_vote_that_was_set_aside_says_which(held: Meeting) -> None:
    motion = MotionFactory(committee=held.committee, title="Library *hours*")
    changes = AmendmentFactory(motion=motion)
    vote = VoteFactory(meeting=held, about="adjourn", question="To adjourn the meeting")
    log(held, "set_aside", vote="x", about="motion", motion=motion.public_id)
    log(held, "set_aside", vote="x", about="amendment", motion=motion.public_id,
        amendment=changes.public_id)  # fmt: skip
    log(held, "set_aside", vote="x", about="challenge_chair", question="That phones stay off")
    log(held, "set_aside", vote=vote.public_id)
    log(held, "set_aside", vote="x")
    text = minutes_text(held)
    for sentence in (
        r"The vote on the motion “Library \*hours\*” was set aside: it does not count.",
        r"The vote on an amendment to the motion “Library \*hours\*” was set aside",
        "The vote “That the chair’s ruling be upheld: That phones stay off” was set aside",
        "The vote “To adjourn the meeting” was set aside",
        "A vote was set aside",
    ):
        assert text.count(sentence) == 1


def test_a_practice_vote_leaves_no_line_at_all(held: Meeting) -> None:
    before = minutes_text(held)
    vote = VoteFactory(meeting=held, about="practice", question="Tea?", is_binding=False)
    log(held, "set_aside", vote="x", about="practice", question="Tea?")
    log(held, "set_aside", vote=vote.public_id)
    log(held, "ruled", text="The two counts differed.", vote=vote.public_id, differ=["votes_for"])
    log(held, "declared", vote=vote.public_id, outcome="carried")
    assert minutes_text(held) == before


def test_a_vote_of_procedure_says_what_it_was_about(held: Meeting) -> None:
    log(held, "declared", about="challenge_chair", question="Phones stay off.", outcome="carried")
    log(held, "declared", about="minutes", question="General meeting, 4 March", outcome="carried")
    text = minutes_text(held)
    assert "Vote: That the chair’s ruling be upheld: Phones stay off. **Carried.**" in text
    assert "Vote: To approve the minutes: General meeting, 4 March **Carried.**" in text


def test_the_minutes_are_in_the_committees_language(held: Meeting) -> None:
    held.committee.language = "es"
    assert "miércoles" in minutes_text(held).lower()
    held.committee.language = "xx"
    assert "Wednesday" in minutes_text(held)


def test_another_committees_motion_is_not_read(held: Meeting) -> None:
    theirs = MotionFactory(title="Their secret")
    log(held, "motion_moved", motion=theirs.public_id)
    assert "Their secret" not in minutes_text(held)


def test_the_words_of_members_are_no_markdown(held: Meeting) -> None:
    log(held, "ruled", text="[Click](https://evil.example) <b>now</b> # *x*")
    html = to_html(minutes_text(held))
    assert "<a " not in html
    assert "<b>" not in html


def test_a_sentence_that_says_itself_what_was_done_is_not_the_chairs(held: Meeting) -> None:
    log(held, "ruled", text="The two counts differed.", differ=["votes_for"])
    assert "The chair ruled" not in minutes_text(held)


@pytest.mark.parametrize(
    ("duty", "sentence"),
    [
        ("chair", "The chair laid the duty down or was released from it."),
        ("teller", "A teller laid the duty down"),
        ("gatekeeper", "An officer laid the duty down"),
    ],
)
def test_who_laid_a_duty_down_is_told_by_the_duty(held: Meeting, duty: str, sentence: str) -> None:
    log(held, "officer_released", duty=duty)
    assert sentence in minutes_text(held)


def test_a_chair_that_was_handed_over_was_not_chosen(held: Meeting) -> None:
    log(held, "officer_chosen", duty="chair", handed_over=True)
    text = minutes_text(held)
    assert "The chair was handed over to another member." in text
    assert "A chair was chosen." not in text


def test_points_of_order_and_challenges_are_told_with_their_end(held: Meeting) -> None:
    log(held, "ruled", text="Phones stay off.", upheld=True)
    log(held, "ruled", text="The list stays open.", upheld=False)
    text = minutes_text(held)
    assert "A point of order was upheld. The chair ruled: Phones stay off." in text
    assert "A point of order was not upheld. The chair ruled: The list stays open." in text
    for outcome, sentence in (("carried", "stands."), ("tied", "does not stand.")):
        log(held, "declared", about="challenge_chair", outcome=outcome, binding=True)
        assert f"The ruling of the chair {sentence}" in minutes_text(held)


def test_advice_on_a_ruling_does_not_undo_it(held: Meeting) -> None:
    log(held, "declared", about="challenge_chair", outcome="lost", binding=False)
    assert "The ruling of the chair" not in minutes_text(held)
