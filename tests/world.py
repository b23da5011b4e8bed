"""A whole small world: a committee with one object of each kind, and people of every role."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine
from django.test import Client, override_settings

from accounts.models import SecondFactor, Session, User
from accounts.operations.feeds import make_feed
from announcements.operations.sending import send_announcement
from ballots.operations.evidence import bring_evidence
from ballots.scripted import ScriptedVoter
from committees import tokens
from committees.models import Committee, InvitationBatch, Mandate, Membership
from elections.models import Election, RecallPetition
from elections.operations.challenges import challenge_election
from elections.operations.clockwork import advance_election
from elections.operations.hustings import answer_as_candidate, ask_candidates
from elections.operations.nominations import nominate
from elections.operations.on_paper import mark_on_paper, name_counter
from elections.operations.recall_votes import advance_recall
from elections.operations.recalls import open_recall, sign_recall
from elections.operations.strikes import advance_strike_ballot
from elections.operations.tellers import ask_teller
from elections.operations.voiding import void_election
from meetings import door
from meetings.models import Meeting, MinutesVersion, Motion, Resolution
from meetings.operations.amendments import propose_amendment
from meetings.operations.composites import propose_composite
from meetings.operations.motions import Draft, ask_question, second_motion, submit_motion
from meetings.operations.questions import put_question
from meetings.operations.requisitions import demand_meeting
from meetings.operations.votes import close_vote, declare_vote
from meetings.subjects import Subject
from notices import outbox
from notices import tokens as notices_tokens
from tests import factories
from tests.architecture.role_matrix import ROLES
from tests.elections.striking import called
from tests.factories import NOW
from tests.factories_actions import (
    ActionComingFactory,
    ActionFactory,
    DefenceStepFactory,
    DefenderFactory,
    EvidenceFactory,
    ParticipationFactory,
    PublishedTotalsFactory,
    ReprisalFactory,
    RightsCardFactory,
    ShiftFactory,
    ShiftPlaceFactory,
    TaskFactory,
)
from tests.factories_announcements import AnnouncementFactory
from tests.factories_archives import (
    ArchiveFactory,
    ClaimFactory,
    OpenArchiveFactory,
    OriginFactory,
)
from tests.factories_councils import InstructionFactory, RatificationFactory, ReportFactory
from tests.factories_elections import (
    ObserverFactory,
    announced,
    candidacy_of,
    number_of,
    stand,
)
from tests.factories_hosting import (
    FoundingCodeFactory,
    FoundingRequestFactory,
    MisuseReportFactory,
)
from tests.factories_joining import InvitationFactory, JoinRequestFactory
from tests.factories_meetings import (
    ActionItemFactory,
    AgendaItemFactory,
    AmendmentFactory,
    AttendanceFactory,
    CirculationFactory,
    ComingFactory,
    JointPartFactory,
    MeetingFactory,
    MeetingOfficerFactory,
    MinutesFactory,
    MotionFactory,
    OfferFactory,
    ResolutionFactory,
    SpeakerFactory,
    held_together,
)
from tests.factories_notices import MessageFactory, NoticeFactory
from tests.factories_places import (
    AdoptedFactory,
    ContactFactory,
    DelegationFactory,
    DelegationMemberFactory,
    FollowUpFactory,
    NamedMemberFactory,
    StatementFactory,
    WorkplaceFactory,
)
from tests.factories_strikes import StrikeBallotFactory
from tests.voting import cast, vote

# Whose chosen names are planted where, each unlike any other word of the product.
NAMES = {
    "applicant": "Qapplic",
    "outsider": "Qoutsid",
    "member": "Qmember",
    "nominee": "Qnomine",
    "secretary": "Qsecret",
    "returning officer": "Qreturn",
    "coordinator": "Qcoordi",
    "delegate": "Qdelega",
}
CROWD = [f"Qcrowd{number}" for number in range(6)]  # ordinary members who do nothing but vote
CANDIDATES = ["Qstand0", "Qstand1"]
DAY = timedelta(days=1)
CLIENT = {
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_X_FORWARDED_FOR": "198.51.100.99",
    "HTTP_USER_AGENT": "planted-agent",
}
MAIL = b"From: a@b.example\r\nTo: qmember@mail.example\r\nSubject: Hello\r\n\r\nText.\r\n"


@contextmanager
def standing(folder: Path) -> Iterator[None]:
    """The clock at NOW, and what is written outside the database under `folder`."""
    with (
        time_machine.travel(NOW, tick=False),
        override_settings(
            ELECTION_SECRETS_DIR=folder / "secrets",
            OUTBOX_DIR=folder / "outbox",
            EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        ),
    ):
        yield


class World:
    """One object of each kind by a word, and the people by role."""

    def __init__(self) -> None:
        self.users: dict[str, User | None] = {"visitor": None}
        self.members: dict[str, Membership] = {}
        self.things: dict[str, str] = {}
        self.committee = _founded("Qcommittee")
        self._people()
        self._ways_in()
        self._announcements()
        self._meetings()
        self._votes()
        self._records()
        self._motions()
        self._elections()
        self._recalls()
        self._council()
        self._joint()
        self._delegates()
        self._actions()
        self._strikes()
        self._defence()
        self._outreach()
        self._elsewhere()
        self._archives()
        self._notices()
        self._hosting()

    def of(self, role: str, thing: str) -> str:
        """What stands in the address: an identifier, a token; some are the reader's own."""
        return self.things.get(f"{thing} of {role}", self.things.get(thing, "none-such"))

    def browser(self, role: str, **options: Any) -> Client:
        """A browser in which the role has just signed in by a code."""
        client = Client(**CLIENT, **options)
        user = self.users[role]
        if user is None:
            return client
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods_user"] = str(user.pk)
        session["account_authentication_methods"] = [
            {"method": "code", "at": time.time(), "email": user.email}
        ]
        session.save()
        newest = Session.objects.filter(user=user).latest("expires_at")
        self.things[f"own session of {role}"] = newest.public_id
        return client

    def _people(self) -> None:
        for role in ROLES[1:]:
            user = factories.UserFactory(email=f"q{role.replace(' ', '')}@mail.example")
            self.users[role] = user
            far = {"outsider": "Qelsewhere", "delegate": "Qbeside"}
            home = _founded(far[role]) if role in far else self.committee
            if role in NAMES and role != "applicant":
                self.members[role] = factories.MembershipFactory(
                    committee=home, user=user, chosen_name=NAMES[role]
                )
        self.users["operator"].operator_since = NOW
        self.users["operator"].save(update_fields=["operator_since"])
        offices = ("coordinator", "membership_secretary", "returning_officer")
        for office in offices:
            factories.MandateFactory(membership=self.members["outsider"], office=office)
        factories.MandateFactory(membership=self.members["secretary"], office=offices[1])
        shared = factories.MandateFactory(membership=self.members["coordinator"])
        factories.MandateFactory(membership=self.members["returning officer"], office=offices[2])
        offered = factories.MandateFactory(membership=self.members["nominee"], status="given")
        self.crowd = [
            factories.MembershipFactory(committee=self.committee, chosen_name=name)
            for name in CROWD
        ]
        factor = SecondFactor.objects.create(
            user=self.users["member"], kind="authenticator", secret="GEZDGNBVGY3TQOJQ", label="Qapp"
        )
        other = self.browser("nominee")
        self.things |= {
            "campus": self.committee.campus.public_id,
            "committee": self.committee.public_id,
            "handbook of tellers": "teller",
            "offered mandate": offered.public_id,
            "coordinator's mandate": shared.public_id,
            "another's session": self.things.pop("own session of nominee"),
            "member's factor": factor.public_id,
            "demo person": self.users["nominee"].public_id,
            "calendar token": make_feed(self.users["member"], by=self.users["member"], at=NOW),
            "mail token": notices_tokens.make(
                self.users["member"], "meetings", self.committee.public_id
            ),
        }
        assert other.session

    def _ways_in(self) -> None:
        member, secretary = self.members["member"], self.members["secretary"]
        invitation = InvitationFactory(made_by=member, token="open-token")
        InvitationFactory(made_by=member, token="used-token", used_at=NOW - timedelta(minutes=1))
        batch = InvitationBatch.objects.create(
            committee=self.committee, made_by=secretary, total=3, done=3,
            made_at=NOW - timedelta(hours=1), finished_at=NOW, faults=[[2, "invalid"]],
        )  # fmt: skip
        asked = JoinRequestFactory(
            committee=self.committee,
            user=self.users["applicant"],
            chosen_name=NAMES["applicant"],
            greeting="Qgreeting",
        )
        self.things |= {
            "invitation": invitation.public_id,
            "open token": "open-token",
            "used token": "used-token",
            "refusal token": tokens.refusal_token("q@mail.example"),
            "batch": batch.public_id,
            "request": asked.public_id,
        }

    def _announcements(self) -> None:
        by = self.members["coordinator"]
        given = {"committee": self.committee, "written_by": by}
        sent = NOW - timedelta(hours=1)
        going = send_announcement(AnnouncementFactory(**given), by=by, at=NOW)
        self.things |= {
            "draft": AnnouncementFactory(**given).public_id,
            "announcement": AnnouncementFactory(**given, status="sent", sent_at=sent).public_id,
            "announcement on its way": going.public_id,
            "pinned announcement": AnnouncementFactory(
                **given, status="sent", sent_at=sent, pinned_at=sent
            ).public_id,
            "proposed": AnnouncementFactory(
                **given, status="proposed", proposed_by=by, proposed_at=sent
            ).public_id,
        }
        self.things["draft in Spanish"] = f"{self.things['draft']} es"

    def _notices(self) -> None:
        message = MessageFactory(
            status="sent",
            expanded_at=NOW,
            sent_at=NOW,
            template="announcements/email/second_asked",
            context={"announcement": self.things["proposed"], "committee": "Qcommittee"},
        )
        for role in ROLES[1:]:
            notice = NoticeFactory(user=self.users[role], message=message)
            self.things[f"own notice of {role}"] = notice.public_id
        self.things["another's notice"] = NoticeFactory(message=message).public_id

    def _meetings(self) -> None:
        given = {"committee": self.committee, "called_by": self.members["coordinator"]}
        called = MeetingFactory(**given)
        AgendaItemFactory(meeting=called)
        ComingFactory(meeting=called, membership=self.members["member"])
        begun = {"starts_at": NOW - timedelta(minutes=10), "ends_at": NOW + timedelta(hours=1)}
        starting = MeetingFactory(**given, **begun)
        opened = MeetingFactory(**given, **begun, status="open", opened_at=NOW)
        past = {"starts_at": NOW - 2 * DAY, "ends_at": NOW - 2 * DAY + timedelta(hours=1)}
        closed = MeetingFactory(**given, **past, status="closed", closed_at=NOW - DAY, present=7)
        self.things |= {
            "meeting": called.public_id,
            "starting meeting": starting.public_id,
            "open meeting": opened.public_id,
            "closed meeting": closed.public_id,
        }
        self._hall(opened)

    def _hall(self, opened: Meeting) -> None:
        """The hall of the open meeting: who is there, a motion in debate, somebody who waits."""
        nominee, coordinator = self.members["nominee"], self.members["coordinator"]
        for one in (coordinator, nominee, self.members["member"]):
            AttendanceFactory(meeting=opened, membership=one)
        motion = MotionFactory(committee=self.committee, meeting=opened, status="moved")
        items = [
            AgendaItemFactory(meeting=opened, position=1, kind="motion", motion=motion),
            AgendaItemFactory(meeting=opened, position=2),
        ]
        opened.item = items[0]
        opened.listening = "visitors"
        opened.save(update_fields=["item", "listening"])
        amendment = AmendmentFactory(motion=motion)
        place = SpeakerFactory(meeting=opened, item=opened.item, membership=coordinator)
        offer = OfferFactory(meeting=opened, membership=coordinator, duty="teller")
        officer = MeetingOfficerFactory(
            meeting=opened, membership=self.members["secretary"], duty="steward"
        )
        self.things |= {
            "next item": items[1].public_id,
            "motion in debate": motion.public_id,
            "hall amendment": amendment.public_id,
            "speaker": place.public_id,
            "offer": offer.public_id,
            "officer": str(officer.pk),
            "code": door.code(opened, NOW),
        }

    def _votes(self) -> None:
        """An open, a secret and a declared vote, each in a meeting that the coordinator chairs."""
        for word, method in (("vote", "open"), ("secret vote", "secret"), ("decided vote", "open")):
            held = MeetingFactory(
                committee=self.committee,
                starts_at=NOW - timedelta(minutes=10),
                ends_at=NOW + timedelta(hours=1),
                status="open",
                opened_at=NOW,
            )
            for one in self.committee.memberships.all():
                AttendanceFactory(meeting=held, membership=one)
            by = self.members["coordinator"]
            question = Subject("other", text="That we take a break.")
            put = {"method": method, "by": by, "at": NOW, "seen": None}
            vote = put_question(held, subject=question, **put)
            if word == "decided vote":
                close_vote(vote, by=by, at=NOW)
                declare_vote(vote, by=by, at=NOW, seen=None)
            held.version = 0
            held.save(update_fields=["version"])
            self.things[word] = f"{held.public_id} {vote.public_id}"

    def _records(self) -> None:
        given = {"committee": self.committee, "called_by": self.members["coordinator"]}
        past = {"starts_at": NOW - 3 * DAY, "ends_at": NOW - 3 * DAY + timedelta(hours=1)}
        past |= {"opened_at": NOW - 3 * DAY, "closed_at": NOW - 2 * DAY, "status": "closed"}
        held = [MeetingFactory(**given, **past, present=7) for _number in range(2)]
        draft = MinutesFactory(meeting=held[0], drafted_at=NOW - DAY, due_at=NOW + 6 * DAY)
        approved = MinutesFactory(
            meeting=held[1], drafted_at=NOW - DAY, due_at=NOW + 6 * DAY, status="approved",
            approved_at=NOW, sha256="0" * 64,
        )  # fmt: skip
        for one in (draft, approved):
            MinutesVersion.objects.create(minutes=one, number=1, text=one.text, at=NOW - DAY)
        begun = {"starts_at": NOW - timedelta(minutes=10), "ends_at": NOW + timedelta(hours=1)}
        running = MeetingFactory(**given, **begun, status="open", opened_at=NOW, hand_count=50)
        running.item = AgendaItemFactory(meeting=running, kind="minutes")
        running.save(update_fields=["item"])
        action = {"meeting": held[0], "due_on": NOW.date() + 7 * DAY}
        taken = {**action, "membership": self.members["member"]}
        resolved = {"committee": self.committee, "carried_at": NOW - 3 * DAY}
        received = CirculationFactory(committee=self.committee)
        self.things |= {
            "held meeting": held[0].public_id,
            "draft minutes": draft.public_id,
            "approved minutes": approved.public_id,
            "draft minutes in a meeting": f"{draft.public_id} {running.public_id}",
            "free action": ActionItemFactory(**action).public_id,
            "taken action": ActionItemFactory(**taken).public_id,
            "done action": ActionItemFactory(**taken, done_at=NOW).public_id,
            "resolution": ResolutionFactory(**resolved).public_id,
            "public resolution": ResolutionFactory(**resolved, published_at=NOW).public_id,
            "acted resolution": ResolutionFactory(
                **resolved, status="acted_on", acted_on_at=NOW
            ).public_id,
            "received": received.public_id,
        }

    def _actions(self) -> None:
        """One ahead, one that has begun, and one of another committee that could be joined."""
        member, decided = self.members["member"], Resolution.objects
        own = decided.get(public_id=self.things["resolution"])
        given = {"committee": self.committee, "title": "Qaction", "place": "Qplace"}
        part = ParticipationFactory(action=ActionFactory(**given), resolution=own)
        begun = {"starts_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(hours=1)}
        begun["place_opens_at"] = NOW - timedelta(hours=3)
        running = ParticipationFactory(action=ActionFactory(**given, **begun), resolution=own)
        for one in (part, running):
            ActionComingFactory(participation=one, membership=member)
        theirs = ParticipationFactory()
        adopting = ResolutionFactory(committee=self.committee, origin=theirs.resolution)
        taken = ShiftFactory(participation=part)
        ShiftPlaceFactory(shift=taken, membership=member)
        task = {"participation": part, "membership": member}
        self.things |= {
            "action": part.action.public_id,
            "begun action": running.action.public_id,
            "joinable action": f"{self.committee.public_id} {theirs.action.public_id}",
            "adopting resolution": adopting.public_id,
            "free task": TaskFactory(participation=part).public_id,
            "taken task": TaskFactory(**task).public_id,
            "done task": TaskFactory(**task, done_at=NOW).public_id,
            "free shift": ShiftFactory(participation=part, role="press").public_id,
            "taken shift": taken.public_id,
        }

    def _strikes(self) -> None:
        """A ballot that is called, one that is open, one that is carried."""
        given = {"committee": self.committee, "title": "Qstrike"}
        opened = called(self.committee, at=NOW - 2 * DAY, title="Qstrike")
        undecided = {"status": "called", "ended_at": None, "lapses_at": None, "turnout": None}
        self.things |= {
            "strike ballot": StrikeBallotFactory(**given, **undecided).public_id,
            "open strike ballot": advance_strike_ballot(opened, at=NOW).public_id,
            "carried strike ballot": StrikeBallotFactory(**given).public_id,
        }

    def _defence(self) -> None:
        """A member reported something; the secretary is chosen, and nobody else yet."""
        reprisal = ReprisalFactory(reporter=self.members["member"], text="Qreprisal")
        PublishedTotalsFactory(committee=self.committee)
        self.things |= {
            "reprisal": reprisal.public_id,
            "evidence": EvidenceFactory(reprisal=reprisal).public_id,
            "step": DefenceStepFactory(reprisal=reprisal).public_id,
            "defender": DefenderFactory(membership=self.members["secretary"]).public_id,
            "country": "US",
            "rights card": RightsCardFactory().public_id,
        }

    def _archives(self) -> None:
        """One that waits for a second officer, one that can be fetched, and somebody waited for."""
        asked = {"committee": self.committee, "asked_by": self.members["coordinator"]}
        fetched = OpenArchiveFactory(**asked, confirmed_by=self.members["secretary"])
        OriginFactory(committee=self.committee)
        self.things |= {
            "asked archive": ArchiveFactory(**asked).public_id,
            "archive": fetched.public_id,
        }
        ClaimFactory(membership__chosen_name="Qawaited")

    def _hosting(self) -> None:
        """What waits for the host; the applicant asked, too."""
        asked = FoundingRequestFactory(user=self.users["applicant"], campus=self.committee.campus)
        reason = {"suspended_at": NOW, "suspended_because": "Qreason"}
        self.things |= {
            "founding code": FoundingCodeFactory().public_id,
            "founding request": asked.public_id,
            "other founding request": FoundingRequestFactory().public_id,
            "suspended committee": factories.CommitteeFactory(**reason).public_id,
            "misuse report": MisuseReportFactory(committee=self.committee).public_id,
            "other misuse report": MisuseReportFactory(committee=self.committee).public_id,
        }

    def _motions(self) -> None:
        """Proposed and seconded by who holds an office: who else does is named, too."""
        coordinator, secretary = self.members["coordinator"], self.members["secretary"]
        officer = self.members["returning officer"]
        meeting = Meeting.objects.get(public_id=self.things["meeting"])

        def put(title: str, by: Membership, *, seconder: Membership | None = None) -> Motion:
            draft = Draft("To ask for longer opening hours.", title=title, meeting=meeting)
            motion = submit_motion(self.committee, draft, by=by, at=NOW)
            return motion if seconder is None else second_motion(motion, by=seconder, at=NOW)

        motion = put("Qmotion", coordinator, seconder=secretary)
        other = put("Qother", officer, seconder=secretary)
        waiting = put("Qwaiting", coordinator)
        both = Draft("To do both.", title="Qboth")
        composite = propose_composite(self.committee, [motion, other], both, by=coordinator, at=NOW)
        clauses = {"notes": "", "believes": "", "resolves": "To demand longer opening hours."}
        amendment = propose_amendment(motion, clauses, base_version=1, by=secretary, at=NOW)
        question = ask_question(motion, "Why?", by=officer, at=NOW)
        requisition = demand_meeting(
            self.committee, kind="general", purpose="Qpurpose", by=self.crowd[0], at=NOW
        )
        self.things |= {
            "motion": motion.public_id,
            "waiting motion": waiting.public_id,
            "motion in Spanish": f"{motion.public_id} es",
            "composite": composite.public_id,
            "amendment": amendment.public_id,
            "question": question.public_id,
            "requisition": requisition.public_id,
        }

    def _elections(self) -> None:
        officer, nominee = self.members["returning officer"], self.members["nominee"]
        candidates = [
            factories.MembershipFactory(committee=self.committee, chosen_name=name)
            for name in CANDIDATES
        ]
        nominations = announced(self.committee, officer, at=NOW - DAY, office="coordinator")
        stand(nominations, *candidates)
        nominate(nominations, name=nominee.chosen_name, by=self.crowd[0], at=NOW)
        nominations = advance_election(nominations, at=NOW)
        asked = nominations.candidacies.get(membership=nominee)
        voting = self._running(NOW - 8 * DAY, candidates, "membership_secretary")
        counted = self._running(NOW - 12 * DAY, candidates, "delegate")
        first, second = (number_of(counted, one) for one in candidates)
        for place, voter in enumerate(self.crowd):
            choices = [first, second] if place % 3 else [second]
            vote(counted, choices=choices, by=voter, at=counted.voting_opens_at)
        counted = advance_election(counted, at=counted.counted_from)
        challenge = challenge_election(
            counted, reason="Qreason", by=self.crowd[0], at=counted.counted_from
        )
        self._hustings(candidates, voting)
        void = announced(self.committee, officer, at=NOW - DAY)
        void_election(void, because="Nobody was told.", by=officer, at=NOW)
        closed = self._closed(candidates)
        assert (voting.status, counted.status) == ("voting", "declared")
        ask_teller(nominations, name=self.members["member"].chosen_name, by=officer, at=NOW)
        self.things |= {
            "election": nominations.public_id,
            "voting election": voting.public_id,
            "draft contest": nominations.contest.public_id,
            "voting contest": voting.contest.public_id,
            "counted contest": counted.contest.public_id,
            "counted election": counted.public_id,
            "closed election": closed.public_id,
            "papers of returning officer": closed.paper_counts.get(place=1).public_id,
            "papers": closed.paper_counts.get(place=2).public_id,
            "void election": void.public_id,
            "nomination": asked.public_id,
            "teller": nominations.tellers.get().public_id,
            "challenge": challenge.public_id,
            "candidacy": nominations.candidacies.get(membership=candidates[0]).public_id,
        }

    def _recalls(self) -> None:
        """One that collects, one that is voted on, one that is decided; each of another's mandate."""
        collecting = open_recall(
            self.members["secretary"].mandates.get(), reason="Qreason", by=self.crowd[0], at=NOW
        )
        carried, voted = (
            factories.MandateFactory(
                membership__committee=self.committee,
                membership__chosen_name=name,
                office="alternate",
            )
            for name in ("Qalter0", "Qalter1")
        )
        decided = self._recalled(voted, NOW - 9 * DAY)
        at = decided.voting_opens_at
        for one in self.crowd[:5]:
            cast(decided.contest, one.public_id, choices=[2], at=at)
        decided = advance_recall(decided, at=NOW)
        running = self._recalled(carried, NOW - 3 * DAY)
        assert (running.status, decided.status) == ("voting", "lost")
        officer = self.members["returning officer"]
        free = factories.MandateFactory(membership=officer, office="alternate")
        self.things |= {
            "recall": collecting.public_id,
            "recall to answer": open_recall(
                self.members["coordinator"].mandates.get(),
                reason="Qother reason",
                by=self.crowd[1],
                at=NOW,
            ).public_id,
            "recall vote": running.public_id,
            "decided recall": decided.public_id,
            "mandate": free.public_id,
        }

    def _recalled(self, mandate: Mandate, at: datetime) -> RecallPetition:
        """Called by three, and as far as the clock brings it by its opening."""
        petition = open_recall(mandate, reason="Qreason", by=self.crowd[0], at=at)
        for one in self.crowd[1 : petition.needed]:
            petition = sign_recall(petition, by=one, at=at)
        assert petition.voting_opens_at
        return advance_recall(petition, at=petition.voting_opens_at)

    def _delegates(self) -> None:
        """A council in which the secretary sits: one meeting ahead, one to report on and to answer."""
        affiliation = factories.AffiliationFactory(
            council__name="Qdelegates", committee=self.committee
        )
        mandate = factories.MandateFactory(membership=self.members["secretary"], office="delegate")
        seat = factories.SeatFactory(affiliation=affiliation, mandate=mandate)
        ahead = MeetingFactory(committee=affiliation.council)
        told = InstructionFactory(
            affiliation=affiliation, item=AgendaItemFactory(meeting=ahead, title="Qitem")
        )
        self.things |= {
            "delegates' meeting": ahead.public_id,
            "committee and delegates' meeting": f"{self.committee.public_id} {ahead.public_id}",
            "card": f"{ahead.public_id} {seat.public_id}",
            "owed report": ReportFactory(seat=seat).public_id,
            "ratification": RatificationFactory(affiliation=affiliation).public_id,
            "told item": told.item.public_id,
        }

    def _hustings(self, candidates: list[Membership], voting: Election) -> None:
        """Candidates are asked by somebody without a name; a member watches one election."""
        member = self.members["member"]
        asked = self._running(NOW - 6 * DAY, candidates, "returning_officer")
        assert asked.status == "questions"
        question = ask_candidates(
            asked, text="Qasked?", with_name=False, by=self.crowd[1], at=NOW - DAY / 4
        )
        own = candidacy_of(asked, candidates[0])
        answer = answer_as_candidate(
            question, text="Qanswer", candidacy=own, by=candidates[0], at=NOW - DAY / 4
        )
        observer = ObserverFactory(candidacy=own, membership=member, name=member.chosen_name)
        watching = ObserverFactory(
            candidacy=candidacy_of(voting, candidates[0]),
            membership=member,
            name=member.chosen_name,
            status="watching",
        )
        self.things |= {
            "asked election": asked.public_id,
            "asked": question.public_id,
            "given answer": answer.public_id,
            "observer": observer.public_id,
            "watching observer": watching.public_id,
        }

    def _closed(self, candidates: list[Membership]) -> Election:
        """An election that has closed, and waits for the papers of two of the crowd."""
        officer = self.members["returning officer"]
        election = self._running(NOW - 10 * DAY - DAY / 24, candidates, "delegate")
        for voter in self.crowd[:2]:
            mark_on_paper(election, voter, by=officer, at=election.voting_opens_at)
        voter = ScriptedVoter(election.contest, self.crowd[2].public_id)
        voter.vote([1], at=election.voting_opens_at)
        name_counter(election, self.members["member"], by=officer, at=election.voting_opens_at)
        election = advance_election(election, at=NOW)
        assert election.status == "closed"
        kept = bring_evidence(election.contest, voter.complaint([1]), at=NOW)
        self.things["complaint"] = kept.public_id
        return election

    def _running(self, at: Any, candidates: list[Membership], office: str) -> Election:
        officer = self.members["returning officer"]
        election = announced(self.committee, officer, at=at, office=office)
        stand(election, *candidates)
        return advance_election(election, at=min(election.voting_opens_at, NOW))

    def _council(self) -> None:
        """The council of the committee and of the delegate's own, who carries every office there."""
        at_home = self.members["delegate"]
        council = factories.CouncilFactory(name="Qcouncil")
        factories.AffiliationFactory(council=council, committee=self.committee)
        seat = factories.SeatFactory(
            affiliation=factories.AffiliationFactory(council=council, committee=at_home.committee),
            mandate=factories.MandateFactory(membership=at_home, office="delegate"),
            membership=factories.MembershipFactory(
                committee=council, user=at_home.user, chosen_name=NAMES["delegate"]
            ),
        )
        for office in ("coordinator", "returning_officer"):
            factories.MandateFactory(membership=at_home, office=office)
            factories.MandateFactory(membership=seat.membership, office=office)
        self.seat, self.council = seat, council
        written = factories.CouncilFactory(
            name="Qwritten", status="forming", founded_at=None, prepared_for=self.committee
        )
        self.things |= {
            "council": council.public_id,
            "written council": f"{self.committee.public_id} {written.public_id}",
            "council meeting": MeetingFactory(
                committee=council, called_by=seat.membership, kind="council", title="Qcouncilmeet"
            ).public_id,
        }

    def _joint(self) -> None:
        """One called and one open, with the delegate's own committee; two to which ours is asked."""
        beside = self.members["delegate"].committee
        elsewhere = self.members["outsider"].committee
        called = held_together(self.committee, beside)
        begun = {"starts_at": NOW - timedelta(minutes=10), "ends_at": NOW + timedelta(hours=1)}
        opened = held_together(self.committee, beside, **begun, status="open", opened_at=NOW)
        for held in opened:
            who = "coordinator" if held.committee == self.committee else "delegate"
            AttendanceFactory(meeting=held, membership=self.members[who])
        SpeakerFactory(meeting=opened[1], item=None, membership=self.members["delegate"])
        taking = held_together(elsewhere, self.committee)
        (asking,) = held_together(elsewhere)
        asked = JointPartFactory(joint=asking.joint, committee=self.committee)
        self.things |= {
            "joint meeting": called[0].joint.public_id,
            "open joint meeting": opened[0].joint.public_id,
            "our open joint meeting": opened[0].public_id,
            "their open joint meeting": opened[1].public_id,
            "committee beside": beside.public_id,
            "joint invitation": asked.public_id,
            "joint part": taking[0].joint.parts.get(committee=self.committee).public_id,
        }

    def _outreach(self) -> None:
        """A draft of the coordinator's, a workplace for which the secretary is named, a visit."""
        coordinator, secretary = self.members["coordinator"], self.members["secretary"]
        given = {"committee": self.committee}
        draft = StatementFactory(**given, drafter=coordinator, title="Qdraft")
        adopted = AdoptedFactory(**given)
        workplace = WorkplaceFactory(**given)
        unused = WorkplaceFactory(**given, name="Unused")
        NamedMemberFactory(workplace=workplace, membership=secretary)
        contact = ContactFactory(workplace=workplace, name="Qcontact")
        visit = DelegationFactory(**given, workplace=workplace)
        for one in (coordinator, secretary):
            DelegationMemberFactory(delegation=visit, membership=one)
        past = DelegationFactory(**given, workplace=workplace, starts_at=NOW - DAY)
        reported = DelegationFactory(
            **given, workplace=workplace, status="reported", reported_at=NOW, met=3, said="Yes."
        )
        self.things |= {
            "draft statement": draft.public_id,
            "statement": adopted.public_id,
            "statement in Spanish": f"{adopted.public_id} es",
            "leaflet": f"{adopted.public_id} leaflet",
            "workplace": workplace.public_id,
            "unused workplace": unused.public_id,
            "contact": contact.public_id,
            "delegation": visit.public_id,
            "past delegation": past.public_id,
            "reported delegation": reported.public_id,
            "free follow-up": FollowUpFactory(delegation=reported).public_id,
            "taken follow-up": FollowUpFactory(
                delegation=reported, membership=self.members["member"]
            ).public_id,
        }

    def _elsewhere(self) -> None:
        self.things |= {
            "mail": outbox.write(MAIL),
            "dissolved committee": factories.CommitteeFactory(
                status="dissolved", dissolved_at=NOW
            ).public_id,
            "forming committee": factories.CommitteeFactory(name="Qforming").public_id,
        }


def _founded(name: str) -> Committee:
    return factories.CommitteeFactory(
        name=name, status="founded", founded_at=NOW - 50 * DAY, joining="open"
    )
