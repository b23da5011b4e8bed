"""Every address of the product × every role × every method: what is asked, and what is answered.

`role_matrix.txt` holds what must be answered. It is written by hand: a test prints the lines that
differ. `python -m tests.architecture.role_matrix` renews the table in `docs/security.md` from it.
"""

from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_suffix(".txt")
DOCUMENT = Path(__file__).resolve().parents[2] / "docs/security.md"
BEGIN, END = "<!-- generated: roles -->", "<!-- end of generated -->"
ROLES = (
    "visitor",  # not signed in
    "stranger",  # signed in, in no committee
    "applicant",  # asks to join
    "outsider",  # every office, in another committee
    "member",  # no office; made an invitation
    "nominee",  # a member who was nominated and offered an office
    "secretary",  # membership secretary
    "returning officer",
    "coordinator",
    "operator",  # runs the server; in no committee
    "delegate",  # of another committee; sits, with every office, in the council of both
)
# What the words in the table stand for.
WORDS = {
    "see": "is shown the page (200)",
    "do": "done, and sent on (a redirect)",
    "door": "sent to sign in",
    "no": "refused with the reason (403)",
    "–": "does not exist for them (404)",
    "gone": "is told that it is over (410)",
    "key": "is not let in without a key holder’s signature, or without signing in (401)",
    "way": "this method is not known (405)",
    "form": "is shown what to mend (422)",
}


@dataclass(frozen=True)
class Row:
    """A request: GET without `data`, else POST. `thing` is a word of `tests.world.World`."""

    name: str
    thing: str = ""
    data: dict[str, str] | None = None
    demo: bool = False

    @property
    def label(self) -> str:
        method = "GET" if self.data is None else "POST"
        parts = [method, self.name, f"({self.thing})" if self.thing else ""]
        return " ".join([part for part in parts if part] + ["in the demonstration"] * self.demo)


def _page(name: str, /, *things: str, **options: bool) -> list[Row]:
    return [Row(name, thing, **options) for thing in things or [""]]


def _act(name: str, /, *things: str, **data: str) -> list[Row]:
    """The page, and what its form does."""
    return [
        row for thing in things or [""] for row in (Row(name, thing), Row(name, thing, dict(data)))
    ]


def _button(name: str, /, *things: str, **data: str) -> list[Row]:
    """What has no page of its own: opened by GET once, then sent to each thing."""
    first = Row(name, things[0] if things else "")
    return [first, *(Row(name, thing, dict(data)) for thing in things or [""])]


MEETING = {
    "kind": "general",
    "local_date": "2026-04-01",
    "local_time": "18:00",
    "minutes": "90",
    "place": "Room 12",
    "title": "",
    "purpose": "",
    "agenda": "Report",
}
QUESTION = {
    "question": "practice:",
    "method": "open",
    "minutes": "1",
    "version": "0",
}
ELECTION = {
    "office": "delegate",
    "title": "Election of delegates",
    "seats": "1",
    "about": "",
    "preset": "standard",
    "nominations_open_at": "2026-03-05T12:00",
    "nominations_close_at": "2026-03-10T12:00",
    "voting_opens_at": "2026-03-12T12:00",
    "voting_closes_at": "2026-03-15T12:00",
    "challenge_ends_at": "2026-03-18T12:00",
}
COMMITTEE = {
    "name": "New name",
    "aims": "To meet.",
    "joining": "open",
    "discretion": "plain",
    "language": "en",
    "timezone": "America/New_York",
}
OPENING = {
    "name": "Another committee",
    "chosen_name": "Zia",
    "aims": "To meet.",
    "preset": "simple",
    "discretion": "plain",
}
HOSTING = {
    "founding": "anyone",
    "members_at_most": "20000",
    "invited_a_day": "200",
    "announced_a_day": "5",
}
COUNCIL = {"name": "City Council", "reach": "city", "area": "Elsewhere", "aims": "Together."}
CAMPUS = {
    "name": "Faraway College",
    "nicknames": "",
    "city": "Elsewhere",
    "country": "PT",
    "kind": "college",
    "timezone": "Europe/Lisbon",
    "sure": "yes",
}
ACTION = {
    "decision": "@resolution",
    "kind": "rally",
    "title": "Rally",
    "starts_at": "2026-03-20T12:00",
    "minutes": "60",
    "expected": "50",
    "demands": "",
    "place": "",
    "place_opens_at": "",
}
SHIFT = {
    "role": "press",
    "starts_at": "2026-03-11T08:00",
    "ends_at": "2026-03-11T09:00",
    "places": "1",
}
REPRISAL = {
    "kind": "threat",
    "whom": "self",
    "where": "work",
    "text": "They threatened me.",
    "happened_on": "2026-03-03",
    "people": "1",
    "contact": "",
    "keep_days": "30",
}
STEP = {"kind": "letter", "text": "", "due_on": "2026-03-20", "resolution": ""}

WORKPLACE = {"name": "Depot", "kind": "transit", "city": "Springfield", "country": "US"}
CONTACT = {
    "name": "Somebody",
    "reach": "gate",
    "agreed_to": "A word.",
    "agreed_on": "2026-03-03",
    "asked_by": "member",
    "months": "6",
}

ROWS: list[Row] = [
    # home
    *_page("welcome"),
    *_page("dashboard"),
    *_page("committee", "committee", "forming committee", "dissolved committee", "council"),
    *_page("committee", "suspended committee"),
    *_page("healthz"),
    *_page("metrics"),  # without its token
    *_page("privacy"),
    *_page("security-txt"),
    *_page("on-the-phone"),
    *_page("handbooks"),
    *_page("handbook", "handbook of tellers"),
    *_page("manifest"),
    *_page("service-worker"),
    *_page("offline"),
    *_page("operator"),
    *_page("deletion"),
    *_page("hosting"),
    *_act("choose-hosting", **HOSTING),
    *_act("make-founding-code", label="A town", uses="1", days="14"),
    *_button("revoke-founding-code", "founding code"),
    *_button("accept-founding-request", "founding request"),
    *_act("decline-founding-request", "other founding request", answer="Not here."),
    *_act("suspend-committee", "committee", because="A reason."),
    *_button("lift-committee-suspension", "suspended committee"),
    *_act("answer-report", "misuse report", answer="We looked."),
    *_button("close-report", "other misuse report"),
    *_page("held"),
    *_button("export-held"),
    *_page("clock"),
    *_page("clock", demo=True),
    *_page("design"),
    *_page("design", demo=True),
    *_button("move-clock", to="no moment"),
    Row("move-clock", data={"to": "no moment"}, demo=True),
    # accounts
    *_act("account_login", address="new@mail.example"),
    *_act("sign-in", address="new@mail.example"),
    *_act("enter-code", code="1234-5678"),
    *_button("resend-code"),
    *_act("enter-second-factor", code="123456"),
    *_act("use-passkey", passkey="{}"),
    *_act("use-recovery-code", code="ABCDE-FGHIJ-KLMNO-PQRST"),
    *_act("sign-up", age="19"),
    *_act("sign-out"),
    *_button("leave-now"),
    *_page("elsewhere"),
    *_button("choose-language", language="es"),
    *_page("account"),
    *_act("confirm-identity"),
    *_act("change-address", address="new@mail.example"),
    *_act("make-recovery-codes"),
    *_act("make-feed"),
    *_button("revoke-feed"),
    *_page("calendar-feed", "calendar token", "forged token"),
    *_act("set-preferences", language="es", timezone="Europe/Madrid"),
    *_act("erase-account"),
    *_page("account-erased"),
    *_act("freeze-account"),
    *_page("second-factors"),
    *_act("add-passkey", passkey="{}", label="my phone"),
    *_act("add-authenticator", code="no code"),
    *_act("name-second-factor", "member's factor", label="my phone"),
    *_act("remove-second-factor", "member's factor"),
    *_page("sessions"),
    *_button("end-other-sessions"),
    *_act("name-session", "own session", "another's session", label="my phone"),
    *_button("end-session", "own session", "another's session"),
    *_button("continue-as", "demo person"),
    Row("continue-as", "demo person", {}, demo=True),
    Row("continue-as", "committee", {}, demo=True),
    # notices
    *_act("choose-notices"),
    *_page("notices"),
    *_page("read-notice", "own notice", "another's notice"),
    *_button("read-notices"),
    *_button("resume-mail"),
    *_act("unsubscribe", "mail token", "forged token"),
    *_button("resubscribe", "mail token"),
    *_act("choose-notices-by-link", "mail token"),
    *_page("show-outbox"),
    *_page("show-outbox", demo=True),
    *_page("show-mail", "mail"),
    *_page("show-mail", "mail", demo=True),
    # committees
    *_page("campuses"),
    *_act("add-campus", **CAMPUS),
    *_page("campus", "campus"),
    *_act("open-committee", "campus", **OPENING),
    *_page("ask-to-found"),
    *_button("take-back-founding-request", "founding request"),
    *_act("report-misuse", "committee", "suspended committee", kind="other", text="Look."),
    *_page("misuse-report", "misuse report"),
    *_act("edit-committee", "committee", **COMMITTEE),
    *_page("standing-orders", "committee", "dissolved committee"),
    *_page("powers", "committee", "dissolved committee"),
    *_act("suspensions", "committee", chosen_name="Nobody here", because="A threat."),
    *_button("confirm-suspension", "committee"),
    *_button("lift-suspension", "committee"),
    *_act("dissolve-committee", "committee"),
    *_button("confirm-dissolution", "committee"),
    *_act("ask-for-archive", "committee"),
    *_button("confirm-archive", "asked archive"),
    *_button("withdraw-archive", "asked archive"),
    *_button("fetch-archive", "archive"),
    *_act("claim-membership", code="aaaaa-bbbbb-ccccc-ddddd"),
    *_page("archive-key"),
    *_page("offices", "committee"),
    *_page("mandates", "committee"),
    *_act("share-office", "committee", office="coordinator", chosen_name="Qmember"),
    *_button("accept-office", "offered mandate"),
    *_button("decline-office", "offered mandate"),
    *_act("lay-down-office", "coordinator's mandate"),
    *_act("leave-committee", "committee"),
    *_act("change-chosen-name", "committee", chosen_name="Zia"),
    *_page("see-roll", "committee"),
    *_act("make-invitation", "committee"),
    *_act("print-invitations", "committee"),
    *_act("invite-many", "committee", addresses="one@mail.example"),
    *_button("withdraw-invitation", "invitation"),
    *_page("invitation-batch", "batch"),
    *_page("invitation", "open token", "used token", "forged token"),
    *_act("accept-invitation", "open token", "used token", chosen_name="Zia"),
    *_act("refuse-invitations", "refusal token", "forged token"),
    *_act("request-to-join", "committee", chosen_name="Zia", greeting=""),
    *_page("join-requests", "committee"),
    *_button("admit-request", "request"),
    *_button("decline-request", "request"),
    *_button("withdraw-request", "request"),
    *_page("announcements", "committee"),
    *_act("write-announcement", "committee", title="News", text="Come."),
    *_page("announcement", "announcement", "draft", "announcement on its way", "proposed"),
    *_act("edit-announcement", "draft", "announcement", title="News", text="Come."),
    *_button("send-copy", "draft", "announcement"),
    *_act("translate-announcement", "draft in Spanish", title="Hoy", text="Ven."),
    *_button("send-announcement", "draft"),
    *_button("confirm-announcement", "proposed", "draft"),
    *_button("recall-announcement", "announcement on its way", "announcement"),
    *_button("pin-announcement", "announcement", "announcement on its way", "pinned announcement"),
    *_button("unpin-announcement", "pinned announcement", "announcement"),
    # meetings
    *_page("committee-meetings", "committee"),
    *_act("call-meeting", "committee", **MEETING),
    *_page("meeting", "meeting", "open meeting", "closed meeting"),
    *_act("change-meeting", "meeting", "open meeting", **MEETING),
    *_act("cancel-meeting", "meeting", "closed meeting", reason="The room is taken."),
    *_button("open-meeting", "starting meeting", "meeting"),
    *_act("close-meeting", "open meeting", "meeting", present="7"),
    *_button("say-coming", "meeting", "closed meeting"),
    *_button("say-not-coming", "meeting"),
    *_page("meeting-calendar", "meeting"),
    *_page("print-poster", "meeting", "closed meeting"),
    *_page("poster-pdf", "meeting"),
    *_page("poster-png", "meeting"),
    # the hall
    *_page("hall", "open meeting", "closed meeting"),
    *_page("hall-now", "open meeting"),
    *_act("attend-meeting", "open meeting", code="@code"),
    *_act("attend-meeting", "closed meeting", code="@code"),
    *_button("leave-meeting", "open meeting"),
    *_act("count-at-door", "open meeting", number="3"),
    *_button("raise-hand", "open meeting", kind="question"),
    *_button("lower-hand", "open meeting"),
    *_button("offer-duty", "open meeting", duty="teller"),
    *_button("withdraw-offer", "open meeting"),
    *_page("chair-meeting", "open meeting", "closed meeting"),
    *_page("chair-now", "open meeting"),
    *_button("take-item", "open meeting", version="0", item="@next item"),
    *_button("move-motion", "open meeting", version="0", motion="@motion in debate"),
    *_button(
        "settle-motion", "open meeting", version="0", motion="@motion in debate", outcome="fell"
    ),
    *_button("move-amendment", "open meeting", version="0", amendment="@hall amendment"),
    *_button(
        "settle-amendment", "open meeting", version="0", amendment="@hall amendment", outcome="fell"
    ),
    *_button("call-speaker", "open meeting", version="0", speaker="@speaker"),
    *_button("end-speech", "open meeting", version="0"),
    *_button("close-list", "open meeting", version="0"),
    *_button("open-list", "open meeting", version="0"),
    *_button("adopt-balance", "open meeting", version="0"),
    *_button("drop-balance", "open meeting", version="0"),
    *_button("choose-officer", "open meeting", version="0", offer="@offer"),
    *_button("hand-over-chair", "open meeting", version="0", offer="@offer"),
    *_button("release-officer", "open meeting", officer="@officer"),
    *_act("note-ruling", "open meeting", upheld="yes", text="It came in time."),
    *_act("adjourn-meeting", "open meeting", minutes="10"),
    *_button("undo-ruling", "open meeting", entry="1"),
    *_page("show-screen", "open meeting", "closed meeting"),
    *_page("door-now", "open meeting"),
    *_page("hall-screen", "open meeting", "meeting"),
    *_page("screen-now", "open meeting", "meeting"),
    # votes in a meeting
    *_act("put-question", "open meeting", **QUESTION),
    *_page("vote", "vote", "secret vote", "decided vote"),
    *_page("vote-now", "vote", "decided vote"),
    *_button("cast-open-vote", "vote", "decided vote", choice="for"),
    *_page("cast-secret-vote", "secret vote", "vote"),
    *_button("take-vote-paper", "secret vote"),
    *_page("vote-board", "secret vote"),
    *_button("enter-count", "vote", votes_for="1", votes_against="0", abstentions="0"),
    *_button("close-vote", "vote", version="0"),
    *_button("declare-vote", "vote", version="0"),
    *_button("recount-vote", "decided vote", version="0"),
    *_button("set-aside-vote", "vote", "decided vote", version="0"),
    # records
    *_page("minutes", "draft minutes", "approved minutes"),
    *_act("edit-minutes", "draft minutes", "approved minutes", text="Minutes", seen="1"),
    *_page("minutes-changes", "draft minutes"),
    *_page("minutes-file", "draft minutes"),
    *_button("approve-minutes", "draft minutes in a meeting", version="0"),
    *_page("actions", "committee"),
    *_act("note-action", "held meeting", "meeting", text="Write", due_on="2026-03-20"),
    *_button("take-action", "free action", "taken action"),
    *_button("hand-back-action", "taken action"),
    *_button("finish-action", "taken action", "done action"),
    *_button("reopen-action", "done action"),
    *_page("resolutions", "committee"),
    *_act("call-joint-meeting", "committee", **MEETING),
    *_page("joint-meeting", "joint meeting", "open joint meeting"),
    *_page("joint-now", "open joint meeting"),
    *_page("attend-joint-meeting", "joint meeting"),
    *_act("invite-committee", "joint meeting", committee="none-such"),
    *_button("accept-joint-meeting", "joint invitation"),
    *_button("decline-joint-meeting", "joint invitation"),
    *_button("withdraw-from-joint-meeting", "joint part"),
    *_button("hand-chair-to-committee", "open joint meeting", meeting="@their open joint meeting"),
    *_button(
        "hear-committee", "our open joint meeting", committee="@committee beside", version="0"
    ),
    *_page("resolution", "resolution", "public resolution"),
    *_button("publish-resolution", "resolution", "public resolution"),
    *_button("unpublish-resolution", "public resolution"),
    *_button("act-on-resolution", "resolution"),
    *_act("report-back-on-resolution", "resolution", "acted resolution", report="Done."),
    *_act("send-resolution", "resolution", committee="none-such"),
    *_page("received-resolutions", "committee"),
    *_page("received-resolution", "received"),
    *_button("put-received", "received"),
    *_page("search"),
    # delegates
    *_page("instructions", "committee"),
    *_act("instruct-delegates", "committee and delegates' meeting"),
    *_page("my-card", "delegates' meeting"),
    *_page("delegate-card", "card"),
    *_page("delegate-reports", "committee"),
    *_page("delegate-report", "owed report"),
    *_act("make-report", "owed report", decided="Free buses."),
    *_page("ratifications", "committee"),
    *_page("ratification", "ratification"),
    # motions
    *_page("committee-motions", "committee"),
    *_act("submit-motion", "committee", resolves="To ask for longer opening hours."),
    *_page("motion", "motion", "waiting motion", "composite"),
    *_act("propose-removal", "committee", chosen_name="Nobody here"),
    *_act("reply-to-removal", "motion", text="I was ill."),
    *_act("change-motion", "waiting motion", "motion", resolves="To write to the library."),
    *_button("second-motion", "waiting motion", "motion"),
    *_act("withdraw-motion", "waiting motion"),
    *_button("ask-question", "motion", text="What does it cost?"),
    *_act("answer-question", "question", answer="Nothing."),
    *_act("translate-motion", "motion in Spanish", resolves="Pedir."),
    *_act("propose-amendment", "motion", base_version="1", resolves="To demand it."),
    *_button("second-amendment", "amendment"),
    *_button("accept-amendment", "amendment"),
    *_button("withdraw-amendment", "amendment"),
    *_act("propose-composite", "committee", title="Both", resolves="To do both."),
    *_button("accept-composite", "composite"),
    *_act("plan-agenda", "meeting", "open meeting", save="1"),
    *_page("meeting-papers", "meeting"),
    *_page("papers-pdf", "meeting"),
    *_act("demand-meeting", "committee", kind="general", purpose="To decide."),
    *_page("requisition", "requisition"),
    *_button("sign-requisition", "requisition"),
    # councils
    *_page("council-map"),
    *_page("councils", "committee", "council"),
    *_act("open-council", "committee", **COUNCIL),
    *_act("change-council", "council", "committee", name="Qother", aims="Together."),
    *_button("discard-council", "written council"),
    *_page("find-council", "committee"),
    *_page("council-votes", "committee", "council"),
    *_page("meeting", "council meeting"),
    *_page("call-meeting", "council"),
    *_page("offices", "council"),
    *_page("see-roll", "council"),
    *_page("join-requests", "council"),
    *_act("make-invitation", "council"),
    *_act("request-to-join", "council", chosen_name="Zia", greeting=""),
    *_act("leave-committee", "council"),
    # reaching out: statements, workplaces, contacts, delegations, the public face
    *_page("public-statement", "statement", "draft statement"),
    *_page("share-statement", "statement"),
    *_page("embed-statement", "statement"),
    *_page("statement-pdf", "leaflet"),
    *_page("statements-feed", "committee"),
    *_page("statements", "committee"),
    *_act("draft-statement", "committee", title="No", text="We say no."),
    *_page("statement", "statement", "draft statement"),
    *_act("rewrite-statement", "draft statement", "statement", title="No", text="We say no."),
    *_act("translate-statement", "statement in Spanish", title="No", text="Decimos que no."),
    *_button("drop-statement", "statement", "draft statement"),
    *_act("set-face", "committee", shows="listed"),
    *_page("write-to-committee", "committee"),
    *_act("open-workplace-committee", **OPENING, area="Depot", country="DE", timezone=""),
    *_page("workplaces", "committee"),
    *_act("add-workplace", "committee", **WORKPLACE),
    *_page("workplace", "workplace"),
    *_act("edit-workplace", "workplace", **WORKPLACE),
    *_button("drop-workplace", "unused workplace"),
    *_act("name-member", "workplace", name="Qmember"),
    *_act("unname-member", "workplace", name="Qnobody"),
    *_page("contacts", "workplace"),
    *_act("record-contact", "workplace", **CONTACT),
    *_act("renew-contact", "contact", **CONTACT),
    *_button("erase-contact", "contact"),
    *_page("delegations", "committee"),
    *_act("plan-delegation", "committee", day="2026-03-20", hour="07:00", places="3"),
    *_page("delegation", "delegation", "reported delegation"),
    *_button("join-delegation", "delegation", carries="leaflets"),
    *_button("leave-delegation", "delegation"),
    *_act("prepare-delegation", "delegation", meet_at="Here"),
    *_page("print-delegation", "delegation"),
    *_act("report-delegation", "past delegation", "delegation", met="3", said="Yes."),
    *_act("conclude-delegation", "reported delegation", came_of_it="A committee."),
    *_button("cancel-delegation", "delegation"),
    *_button("take-follow-up", "free follow-up", "taken follow-up"),
    *_button("hand-back-follow-up", "taken follow-up"),
    *_button("finish-follow-up", "taken follow-up"),
    # elections
    *_page("elections", "committee"),
    *_act("announce-election", "committee", **ELECTION),
    *_page("election", "election", "voting election", "counted election", "void election"),
    *_act("void-election", "voting election", "counted election", because="It was not announced."),
    *_act("nominate", "election", "voting election", oneself="1", statement="I will carry it."),
    *_page("answer-nomination", "nomination", "candidacy"),
    *_button("accept-nomination", "nomination", statement="I will carry it."),
    *_button("decline-nomination", "nomination"),
    *_button("change-statement", "nomination", statement="I will carry it."),
    *_button("withdraw-candidacy", "nomination", "candidacy"),
    *_page("tellers", "election", "voting election"),
    *_button("ask-teller", "election", name="Qnobody"),
    *_page("teller", "teller"),
    *_button("accept-telling", "teller"),
    *_button("decline-telling", "teller"),
    *_button("drop-teller", "teller"),
    *_button("repeat-election", "void election"),
    *_page("teller-page"),
    *_act("challenge-election", "counted election", "election", reason="It came late."),
    *_act("decide-challenge", "challenge", decision="No."),
    *_button("fill-vacancy", "counted election"),
    *_page("cast-vote", "voting election", "election", "counted election"),
    Row("cast-vote", "voting election", {}),
    *_button("take-paper", "voting election"),
    *_act("vote-on-paper", "voting election", "counted election"),
    *_act("mark-on-paper", "voting election", name="Qcrowd1"),
    *_page("mark-on-paper", "closed election"),
    *_button("unmark-on-paper", "voting election"),
    *_button("name-counter", "closed election", name="Qcrowd2"),
    *_page("print-ballot", "voting election"),
    *_page("vote-here", "voting election"),
    *_act("enter-paper", "papers", number="1", rank_1="1", written="ballot"),
    *_button("finish-papers", "papers"),
    *_page("paper-annex", "closed election"),
    *_page("complain", "closed election"),
    *_page("complaints", "closed election"),
    *_act("decide-complaint", "complaint", ruling="upheld", because="The receipt is good."),
    *_page("election-result", "counted election", "voting election"),
    *_page("election-board", "counted election", "voting election"),
    *_page("verifier"),
    # the hustings, observers, practice, rules to print
    *_page("hustings", "asked election", "election", "voting election", "counted election"),
    *_button("ask-candidates", "asked election", "election", text="Why?"),
    *_act("answer-as-candidate", "asked", text="So."),
    *_act("take-down-question", "asked", ground="abuse", because="An insult."),
    *_act("take-down-answer", "given answer", ground="abuse", because="An insult."),
    *_act("take-down-statement", "candidacy", ground="abuse", because="An insult."),
    *_act("name-observer", "candidacy", name="Qmember"),
    *_page("answer-observing", "observer", "watching observer"),
    *_button("accept-observing", "observer"),
    *_button("decline-observing", "observer"),
    *_button("stop-observing", "watching observer"),
    *_page("observe-election", "voting election", "asked election"),
    *_page("observe-now", "voting election"),
    *_page("first-list", "voting election"),
    *_page("final-list", "voting election"),
    *_button("rehearse-election", "asked election", "voting election"),
    *_page("rules-for-tellers", "committee"),
    *_page("rules-for-observers", "committee"),
    *_page("rules-for-voters", "committee"),
    *_page("rules-for-tellers-pdf", "committee"),
    *_page("rules-for-observers-pdf", "committee"),
    *_page("rules-for-voters-pdf", "committee"),
    # recalls
    *_act("open-recall", "mandate", reason="No report."),
    *_page("recall", "recall", "recall to answer", "recall vote", "decided recall"),
    *_button("sign-recall", "recall", "recall vote"),
    *_button("withdraw-signature", "recall"),
    *_act("answer-recall", "recall to answer", reply="It comes."),
    *_page("cast-recall-vote", "recall", "recall vote", "decided recall"),
    *_button("take-recall-paper", "recall vote"),
    *_page("recall-board", "recall vote", "decided recall"),
    *_page("result-blt", "counted election", "voting election"),
    *_page("result-csv", "counted election", "voting election"),
    *_page("result-picture", "counted election", "voting election"),
    # strike ballots
    *_page("strike-ballots", "committee"),
    *_page("strike-ballot", "strike ballot", "carried strike ballot"),
    *_button("rehearse-strike-ballot", "strike ballot", "carried strike ballot"),
    *_page("cast-strike-vote", "open strike ballot", "strike ballot"),
    *_button("take-strike-paper", "open strike ballot"),
    *_page("strike-board", "carried strike ballot"),
    # actions
    *_page("called-actions", "committee"),
    *_act("call-action", "committee", **ACTION),
    *_act("join-action", "joinable action", decision="@adopting resolution", expected="9"),
    *_page("called-action", "action", "begun action"),
    *_act("change-action", "action", "begun action", **ACTION),
    *_act("cancel-action", "action", because="Snow."),
    *_act("report-action", "begun action", "action", counted="9", won=""),
    *_page("action-calendar", "action"),
    *_page("print-marshals-sheet", "action"),
    *_page("marshals-sheet-pdf", "action"),
    *_button("come-to-action", "action"),
    *_button("stay-away-from-action", "action"),
    *_button("say-home-safe", "begun action"),
    *_act("add-task", "action", text="Megaphone"),
    *_button("take-task", "free task", "taken task"),
    *_button("hand-back-task", "taken task"),
    *_button("finish-task", "taken task", "done task"),
    *_button("reopen-task", "done task"),
    *_button("fill-shift", "action"),
    *_act("add-shift", "action", **SHIFT),
    *_button("take-shift", "free shift"),
    *_button("leave-shift", "taken shift"),
    *_button("drop-shift", "free shift", "taken shift"),
    # defence
    *_page("defence", "committee"),
    *_act("report-reprisal", "committee", **REPRISAL),
    *_page("reprisal", "reprisal"),
    *_button("withdraw-reprisal", "reprisal"),
    *_act("add-evidence", "reprisal"),
    *_page("evidence", "evidence"),
    *_button("drop-evidence", "evidence"),
    *_act("note-step", "reprisal", **STEP),
    *_button("finish-step", "step"),
    *_act("count-reprisal", "reprisal", people="5"),
    *_act("name-defender", "committee", name="Qreturn", decision="@resolution"),
    *_button("end-defence", "defender"),
    *_page("reprisal-totals", "committee", "forming committee"),
    *_button("publish-totals", "committee"),
    *_button("unpublish-totals", "committee"),
    *_page("rights-cards"),
    *_page("rights-card", "country"),
    *_page("rights-card-pdf", "country"),
    *_act("write-rights-card", country="US", language="en", title="Rights", text="Ask."),
    *_button("delete-rights-card", "rights card"),
    # the box: whoever has the address; nobody is known here
    *_page("definition", "voting contest", "draft contest"),
    *_page("ready", "voting contest"),
    *_page("state", "voting contest"),
    *_page("closing-list", "counted contest", "voting contest"),
    *_page("opening", "counted contest", "draft contest"),
    *_page("key-contest", "voting contest"),
    *_page("roll", "counted contest", "voting contest"),
    *_page("ballots-csv", "counted contest", "voting contest"),
    *_page("board-file", "counted contest", "voting contest"),
    *_button("cast-envelope", "voting contest"),
    *_button("lodge-complaint", "voting contest"),
    *_button("bring-evidence", "voting contest"),
    *_button("sign-ready", "voting contest"),
    *_button("reveal-lot", "voting contest"),
    *_page("envelopes", "voting contest"),
    *_page("pass-bundle", "voting contest"),
    Row("pass-bundle", "voting contest", {}),
    *_page("lots", "voting contest"),
    *_page("leaves", "voting contest"),
    *_page("paper", "voting contest"),
    *_button("sign-board", "voting contest"),
    *_button("report-fault", "voting contest"),
]


def expected() -> dict[str, list[str]]:
    """The answer to each role, by the row's label, as `role_matrix.txt` has it."""
    lines = [line for line in TABLE.read_text().splitlines() if line and line[0] != "#"]
    cells = [line.split(" | ") for line in lines]
    return {label.strip(): answers.split() for label, answers in cells}


def line(label: str, answers: list[str]) -> str:
    """A line of `role_matrix.txt`."""
    return f"{label:<58} | " + " ".join(f"{answer:<5}" for answer in answers).rstrip()


def published() -> str:
    """The table as Markdown."""
    head = f"| | {' | '.join(ROLES)} |\n|---|{'---|' * len(ROLES)}"
    found = expected()
    rows = [f"| {row.label} | {' | '.join(found[row.label])} |" for row in ROWS]
    return "\n".join([head, *rows])


def renewed(text: str) -> str:
    """`text` with the table between the marks drawn anew."""
    before, _mark, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{published()}\n\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(renewed(DOCUMENT.read_text()))
