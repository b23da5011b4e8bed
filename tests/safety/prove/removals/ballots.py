"""Votes: their secrecy, their order, their number, and recall."""

from tests.safety import lines
from tests.safety.prove.removal import Change, Removal

BOX, CLOSING, QUERIES = "ballots/box.py", "ballots/operations/closing.py", "ballots/queries.py"
PERMISSIONS, STATES = "ballots/permissions.py", "meetings/states.py"
RECALLS = "elections/permissions/recalls.py"
OBSTRUCTED = "tests/elections/test_recall_obstructed.py::"
SEIZURE = "tests/security/test_seizure.py::"
ONE_BY_ONE = "[one by one]"

TALLY = (
    Removal(
        lines.TALLY,
        "no vote is closed, and so none counted, before its announced moment",
        "the moment is not asked",
        (
            Change(
                PERMISSIONS,
                "    if at < contest.closes_at:\n"
                '        return denied(_("Voting goes on until the announced close."))\n',
            ),
        ),
        (
            (
                "tests/ballots/test_close_contest.py::"
                "test_nobody_closes_before_the_announced_moment_and_nobody_twice"
            ),
        ),
    ),
    Removal(
        lines.TALLY,
        "turnout is told in tens, and of small rolls not at all",
        "the exact numbers are told of every roll",
        (
            Change(QUERIES, "LEAST_ROLL_WITH_TURNOUT = 30", "LEAST_ROLL_WITH_TURNOUT = 0"),
            Change(
                QUERIES,
                "SoFar(papers // 10 * 10, box.envelopes_received(contest.public_id) // 10 * 10)",
                "SoFar(papers, box.envelopes_received(contest.public_id))",
            ),
        ),
        (
            (
                "tests/ballots/test_open_ballots.py::"
                "test_during_voting_little_is_told_and_nothing_under_thirty"
            ),
        ),
    ),
    Removal(
        lines.TALLY,
        "the hall hears how many voted, not how",
        "the state of a meeting tells votes for and against while a vote is open",
        (
            Change(
                STATES,
                '        said["cast"] = vote.cast.count()  # how many, never how',
                '        said["cast"] = vote.cast.count()\n'
                '        said["for"] = vote.cast.filter(choice="for").count()',
            ),
        ),
        (
            (
                "tests/meetings/test_cast_open_vote.py::"
                "test_the_public_state_holds_no_tally_before_the_declaration"
            ),
        ),
    ),
    Removal(
        lines.TALLY,
        "of very few ballots the result alone is published",
        "ballots are published however few there are",
        (Change("ballots/protocol/paper.py", "LEAST_SHOWN = 5", "LEAST_SHOWN = 1"),),
        (
            (
                "tests/ballots/test_open_ballots.py::"
                "test_under_five_ballots_nothing_but_the_result_is_kept_for_the_public"
            ),
        ),
    ),
)
SECRECY = (
    Removal(
        lines.ORDER,
        "ballots lie in an order that nobody’s coming leaves",
        "list, opening and board keep the order of casting; the checks of it are taken out, too",
        (
            Change(
                BOX,
                '"INSERT INTO {it} SELECT hash, envelope FROM {closing} ORDER BY hash"',
                '"INSERT INTO {it} SELECT hash, envelope FROM {closing}"',
            ),
            Change(
                BOX,
                '"CREATE TABLE {it} (hash bytea PRIMARY KEY, envelope bytea NOT NULL)"',
                '"CREATE TABLE {it} (hash bytea PRIMARY KEY, envelope bytea NOT NULL,'
                ' n bigserial)"',
            ),
            Change(
                BOX,
                '    after = b""\n    while True:\n',
                '    with _run("SELECT envelope FROM {it} ORDER BY n", LISTED, contest) as all_of_it:\n'
                "        yield from [bytes(row[0]) for row in all_of_it.fetchall()]\n"
                '    return\n    after = b""\n    while True:\n',
            ),
            Change(
                "ballots/protocol/board.py",
                "ordered = sorted(opened.ballots, key=lambda ballot: digest(ballot.paper.key))",
                "ordered = list(opened.ballots)",
            ),
            Change(
                "ballots/protocol/checking.py",
                '    _ascending(order, "The ballots are not sorted.")\n',
            ),
            Change(
                "verifier/verify.py",
                'raise Fault(f"{what} is out of order, or its key stands twice.")',
                "pass",
            ),
        ),
        (f"{SEIZURE}test_after_the_count_no_order_of_rows_joins_a_voter_to_a_ballot{ONE_BY_ONE}",),
    ),
    Removal(
        lines.ORDER,
        "what was dropped leaves the disk and the log with the count",
        "the server does not make PostgreSQL forget",
        (
            Change(
                BOX,
                '        cursor.execute("CHECKPOINT")\n'
                '        cursor.execute("SELECT pg_switch_wal()")\n'
                '        cursor.execute("CHECKPOINT")\n',
                "        pass\n",
            ),
        ),
        (f"{SEIZURE}test_after_the_count_no_key_and_no_paper_is_left_in_any_byte{ONE_BY_ONE}",),
    ),
    Removal(
        lines.ORDER,
        "the keys of a vote go when their use is over",
        "they stay in their files",
        (Change("ballots/keyring.py", "        file.unlink(missing_ok=True)\n"),),
        ("tests/ballots/test_close_contest.py::test_each_key_goes_when_its_use_is_over",),
    ),
    Removal(
        lines.ORDER,
        "no paper bears a time",
        "the relation of papers gets a column for it",
        (
            Change(
                BOX,
                '        " ballot_signature bytea NOT NULL)",\n        PAPERS,',
                '        " ballot_signature bytea NOT NULL, at timestamptz DEFAULT now())",\n'
                "        PAPERS,",
            ),
        ),
        (
            "tests/ballots/test_take_paper.py::test_nothing_that_is_kept_of_a_paper_is_a_time_or_an_order",
        ),
    ),
    Removal(
        lines.ORDER,
        "the planner keeps no samples of papers",
        "its statistics are as usual",
        (Change(BOX, "SET STATISTICS 0", "SET STATISTICS 100"),),
        (
            (
                "tests/ballots/test_take_paper.py::"
                "test_the_planner_keeps_no_samples_of_papers_and_envelopes"
            ),
        ),
    ),
)
ONE = (
    Removal(
        lines.ONE_VOTE,
        "a member gets one ballot paper",
        "the unique column and the lock by name are taken out",
        (
            Change(BOX, "(voter varchar(12) PRIMARY KEY, envelope", "(voter varchar(12), envelope"),
            Change(BOX, " ON CONFLICT (voter) DO NOTHING", ""),
            Change(
                "ballots/operations/rolls.py",
                '        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])',
                "        assert number is not None",
            ),
        ),
        ("tests/ballots/test_take_paper.py::test_of_twenty_requests_at_once_one_makes_the_paper",),
    ),
    Removal(
        lines.ONE_VOTE,
        "who has a paper gets no other",
        "other values are signed, too",
        (
            Change(
                "ballots/operations/papers.py",
                "    if signed is None or (signed.envelope, signed.ballot) != (envelope, ballot):\n"
                "        raise OtherPaper\n",
                "    assert signed is not None\n",
            ),
        ),
        (
            (
                "tests/ballots/test_take_paper.py::"
                "test_the_same_values_get_the_same_answer_and_others_none"
            ),
        ),
    ),
    Removal(
        lines.ONE_VOTE,
        "an envelope takes the place of its voter’s earlier one",
        "the key of the box is not unique any more",
        (
            Change(BOX, "(key bytea PRIMARY KEY, counter bigint", "(key bytea, counter bigint"),
            Change(
                BOX,
                '        " ON CONFLICT (key) DO UPDATE"\n'
                '        " SET counter = excluded.counter, hash = excluded.hash,'
                ' envelope = excluded.envelope"\n'
                '        " WHERE lying.counter < excluded.counter",\n',
                '        "",\n',
            ),
        ),
        (
            "tests/ballots/test_cast_envelope.py::test_a_later_ballot_replaces_the_earlier_and_not_the_other_way_round",
        ),
    ),
    Removal(
        lines.ONE_VOTE,
        "twenty open votes of one member are one",
        "each is a row of its own",
        (
            Change(
                "meetings/operations/casting.py",
                "        update_conflicts=True,\n"
                '        unique_fields=["vote", "affiliation" if is_card else "membership"],\n'
                '        update_fields=["choice", "membership"] if is_card else ["choice"],\n',
            ),
            Change(
                "meetings/models/votes.py",
                '            models.UniqueConstraint(fields=["vote", "membership"], name="open_vote_once"),\n',
            ),
            Change(
                "meetings/migrations/0001_initial.py",
                'models.UniqueConstraint(fields=("vote", "membership"), name="open_vote_once"),',
                "",
            ),
        ),
        ("tests/meetings/test_cast_open_vote.py::test_twenty_votes_of_one_member_at_once_are_one",),
        schema=True,
    ),
)
RECALL = (
    Removal(
        lines.RECALL,
        "no officer has a lever",
        "signing asks a coordinator’s leave",
        (
            Change(
                RECALLS,
                '    if has_signed:\n        return denied(_("You have signed already."))\n',
                '    if has_signed:\n        return denied(_("You have signed already."))\n'
                '    if member.holds("coordinator"):\n        return ALLOWED\n',
            ),
        ),
        (f"{OBSTRUCTED}test_no_officer_has_a_lever",),
    ),
    Removal(
        lines.RECALL,
        "its target neither opens nor signs it",
        "they may",
        (
            Change(RECALLS, "    if mandate.membership_id == member.pk:\n", "    if False:\n"),
            Change(
                RECALLS, "    if petition.mandate.membership_id == member.pk:\n", "    if False:\n"
            ),
        ),
        (
            f"{OBSTRUCTED}test_the_person_cannot_open_or_sign_one_to_choose_its_words_or_win_the_pause",
        ),
    ),
    Removal(
        lines.RECALL,
        "nobody is brought in to sign",
        "whoever joins later signs, too",
        (Change(RECALLS, "    if member.joined_at > petition.opened_at:\n", "    if False:\n"),),
        (
            (
                "tests/elections/test_sign_recall.py::"
                "test_whoever_joined_after_the_opening_neither_signs_nor_votes"
            ),
        ),
    ),
    Removal(
        lines.RECALL,
        "a dissolution hides no petition",
        "those of dissolved committees are not shown",
        (
            Change(
                "elections/models/recalls.py",
                "        return self.filter(\n"
                '            committee__memberships__user=user, committee__memberships__status="active"\n'
                "        )\n\n    def running",
                "        return self.filter(\n"
                '            committee__memberships__user=user, committee__memberships__status="active"\n'
                '        ).exclude(committee__status="dissolved")\n\n    def running',
            ),
        ),
        (f"{OBSTRUCTED}test_every_member_finds_it_whatever_an_officer_does",),
    ),
    Removal(
        lines.RECALL,
        "rules that are raised meanwhile do not hold for it",
        "what is needed is worked out anew at each signature",
        (
            Change(
                "elections/models/recalls.py",
                "        return self.needed * 2 if self.is_doubled(at) else self.needed",
                "        from committees.standing_orders import orders\n\n"
                "        return orders(self.committee).recall_needed("
                'self.committee.memberships.filter(status="active").count())',
            ),
        ),
        (f"{OBSTRUCTED}test_rules_that_are_raised_meanwhile_do_not_hold_for_it",),
    ),
    Removal(
        lines.RECALL,
        "who signed is in no row",
        "the mark is the member’s identifier",
        (
            Change(
                "elections/models/recalls.py",
                '        return salted_hmac("elections.recall", words, algorithm="sha256").hexdigest()',
                '        return f"{member.public_id}{words}"[:12]',
            ),
        ),
        (
            (
                "tests/elections/test_sign_recall.py::"
                "test_a_signature_is_a_mark_without_member_time_or_order"
            ),
        ),
    ),
)
REMOVALS = (*TALLY, *SECRECY, *ONE, *RECALL)
