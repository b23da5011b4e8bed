"""What the walk of every role through every page must not have met, nor left behind."""

from collections.abc import Iterator

from django.utils.html import escape

from tests.architecture.role_matrix import ROLES
from tests.architecture.walk import Answer, Walk
from tests.world import CANDIDATES, CLIENT, CROWD, NAMES

MEMBERS = ("member", "nominee", "secretary", "returning officer", "coordinator")
OFFICERS = ("secretary", "returning officer", "coordinator")
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


# The box knows nobody: whoever has an address that only members read sees what everybody may check.
BOX = frozenset(
    {
        "roll", "ballots-csv", "board-file", "bring-evidence", "cast-envelope", "closing-list", "definition",
        "envelopes", "key-contest", "leaves", "lodge-complaint", "lots", "opening", "paper", "pass-bundle",
        "ready", "report-fault", "reveal-lot", "sign-board", "sign-ready", "state",
    }
)  # fmt: skip
ITS_OWN = {"Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "cross-origin"}


ON_PAPER = {
    ("returning officer", "GET mark-on-paper (voting election)"),
    ("returning officer", "GET mark-on-paper (closed election)"),
}

# Who took on an item of a checklist is told to the coordinators.
CHECKLISTS = {("coordinator", "GET called-action (action)")}


def _with(walked: Walk, word: str) -> Iterator[Answer]:
    return (one for one in walked.answers if word in one.body)


def _where(found: Iterator[Answer]) -> set[tuple[str, str]]:
    return {(one.role, one.row.label) for one in found}


def test_no_answer_is_a_fault_of_the_program(walked: Walk) -> None:
    assert [one.row.label for one in walked.answers if one.status >= 500] == []


def test_an_ordinary_members_name_stands_on_the_roll_and_nowhere_else(walked: Walk) -> None:
    for name in CROWD:
        found = _where(_with(walked, name))
        # The returning officer reads who votes on paper, and who was named to enter the papers.
        found -= ON_PAPER
        assert found <= {("secretary", "GET see-roll (committee)")}, name
    assert ("secretary", "GET see-roll (committee)") in _where(_with(walked, CROWD[0]))


def test_a_member_alone_sees_their_own_name(walked: Walk) -> None:
    for role in ("member", "nominee"):
        found = {place for place in _where(_with(walked, NAMES[role])) if place[0] != role}
        # A coordinator who typed a name in a form reads it there; so does who asked a teller.
        found -= {("coordinator", "POST share-office (committee)")} | ON_PAPER
        found -= {("returning officer", "GET tellers (election)")} | CHECKLISTS
        assert found <= {("secretary", "GET see-roll (committee)")}, role
    assert ("member", "GET change-chosen-name (committee)") in _where(
        _with(walked, NAMES["member"])
    )


def test_a_place_is_read_by_who_set_it_and_once_released_by_who_is_coming(walked: Walk) -> None:
    found = {place for place in _where(_with(walked, "Qplace")) if place[0] != "coordinator"}
    assert found == {("member", "GET called-action (begun action)")}


def test_a_report_is_read_by_who_made_it_and_those_it_was_made_to(walked: Walk) -> None:
    roles = {role for role, _label in _where(_with(walked, "Qreprisal"))}
    assert roles == {"member", "coordinator", "secretary"}


def test_who_asks_to_join_is_known_to_the_membership_secretaries_alone(walked: Walk) -> None:
    for word in (NAMES["applicant"], "Qgreeting"):
        found = {place for place in _where(_with(walked, word)) if place[0] != "applicant"}
        assert found == {("secretary", "GET join-requests (committee)")}, word


def test_those_who_hold_an_office_or_stand_are_known_to_the_members_alone(walked: Walk) -> None:
    for name in [NAMES[role] for role in OFFICERS] + CANDIDATES:
        roles = {one.role for one in _with(walked, name) if one.row.name not in BOX}
        assert roles <= set(MEMBERS), name
        assert "member" in roles, name


def test_nothing_is_read_in_another_committee(walked: Walk) -> None:
    for one in _with(walked, NAMES["outsider"]):
        assert one.role == "outsider", one.row.label
    inside = {
        row.name
        for answer in walked.answers
        if answer.role == "outsider" and answer.word in ("see", "do", "no")
        for row in [answer.row]
        if row.thing and row.name not in BOX
    }
    # Public faces and statements, a hall in which visitors may listen, links with a token of their
    # own, one's own sessions, the demonstration.
    assert inside <= {
        "accept-invitation",
        "calendar-feed",
        "campus",
        "choose-notices-by-link",
        "committee",
        "continue-as",
        "embed-statement",
        "end-session",
        "hall-screen",
        "handbook",
        "invitation",
        "misuse-report",
        "name-session",
        "report-misuse",
        "public-statement",
        "read-notice",
        "open-committee",
        "refuse-invitations",
        "reprisal-totals",
        "request-to-join",
        "resolution",
        "resubscribe",
        "rights-card",
        "rights-card-pdf",
        "screen-now",
        "share-statement",
        "show-mail",
        "standing-orders",
        "statement-pdf",
        "statements-feed",
        "unsubscribe",
    }


def test_a_contact_is_read_by_who_is_named_and_a_draft_by_who_wrote_it(walked: Walk) -> None:
    assert _where(_with(walked, "Qcontact")) == {
        ("secretary", "GET contacts (workplace)"),
        ("secretary", "GET renew-contact (contact)"),
    }
    assert "Qcontact" not in walked.left
    assert {role for role, _row in _where(_with(walked, "Qdraft"))} == {"coordinator"}


def test_nobody_reads_anybody_elses_address(walked: Walk) -> None:
    for role in ROLES[1:]:
        address = f"q{role.replace(' ', '')}@mail.example"
        found = [one for one in _with(walked, address) if one.role != role]
        # The outbox of the demonstration shows mails as files; it is not there in production.
        assert {one.row.name for one in found} <= {"show-outbox", "show-mail"}, role
        assert all(one.row.demo for one in found)


def test_a_refusal_gives_its_reason(walked: Walk) -> None:
    for one in walked.answers:
        if one.word == "no":
            assert one.is_page
            text = one.body.split("<main", 1)[1]
            assert len(text.split("</main>", 1)[0]) > 60, one.row.label


def test_every_answer_carries_the_headers(walked: Walk) -> None:
    for one in walked.answers:
        headers = ALWAYS | ITS_OWN if one.row.name in BOX else ALWAYS
        if one.row.name == "embed-statement" and one.word == "see":
            headers = ALWAYS | {"Cross-Origin-Resource-Policy": "cross-origin"}
        for name, value in headers.items():
            assert one.headers.get(name) == value, (one.row.label, name)
        policy = one.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "camera=()" in one.headers["Permissions-Policy"]


def test_what_a_member_is_answered_is_stored_nowhere(walked: Walk) -> None:
    for one in walked.answers:
        if one.role != "visitor":
            assert "no-store" in one.headers.get("Cache-Control", ""), (one.role, one.row.label)


def test_a_visitor_who_only_looks_gets_no_cookie(walked: Walk) -> None:
    with_form = {"sign-in", "account_login", "use-recovery-code", "use-passkey"}
    with_form |= {"choose-notices-by-link", "report-misuse"}
    for one in walked.answers:
        if one.role == "visitor" and one.row.data is None and not one.row.demo:
            assert not one.cookies or one.row.name in with_form, one.row.label


def test_no_page_asks_a_third_party_or_carries_a_script_of_its_own(walked: Walk) -> None:
    for one in walked.answers:
        # The teller's page is saved as a file and works alone.
        if one.is_page and one.row.name != "teller-page":
            for word in ('src="http', 'src="//', 'action="http', " onclick=", " style=", "<style"):
                assert word not in one.body, (one.row.label, word)
            assert "<script>" not in one.body


def test_the_clients_address_and_browser_lie_nowhere(walked: Walk) -> None:
    planted = [CLIENT["REMOTE_ADDR"], CLIENT["HTTP_X_FORWARDED_FOR"], CLIENT["HTTP_USER_AGENT"]]
    for word in planted:
        assert word not in walked.left
        assert word not in walked.written
        assert word not in walked.log
        assert escape(word) not in "".join(one.body for one in walked.answers)
    assert "limit:" in walked.left  # the cache was looked at


def test_no_address_of_a_person_lies_in_the_database_the_cache_or_the_log(walked: Walk) -> None:
    for text in (walked.left, walked.written, walked.log):
        assert "mail.example" not in text
    assert NAMES["member"] in walked.left  # the tables were looked at
    assert "accounts.preferences_set" in walked.written  # and so were the writes
