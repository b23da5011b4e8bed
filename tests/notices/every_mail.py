"""One message of each kind that leaves by way of deliveries, made by the code that makes them."""

from datetime import UTC, datetime, time, timedelta

from announcements import emails as announcements
from announcements.operations.digests import send_digest
from archives import emails as archives
from committees import emails as committees
from committees.models import Committee, Membership
from committees.operations import committees as dissolving
from committees.operations.mandates import share_office
from committees.operations.second_factors import ask_for_second_factor
from councils import emails as councils
from elections import messages as elections
from elections import recall_messages as recalls
from elections import strike_messages as strikes
from elections.models import ElectionNews
from elections.operations.recall_votes import advance_recall, repeat_recall_vote, send_last_call
from elections.operations.recalls import open_recall, sign_recall
from meetings import emails as meetings
from meetings import emails_joint
from meetings.agenda import Item
from notices.models import Message
from outreach import emails as outreach
from outreach import emails_actions as actions
from outreach import emails_defence as defence
from tests.conftest import NOW
from tests.factories import (
    AffiliationFactory,
    CommitteeFactory,
    MandateFactory,
    MembershipFactory,
    SeatFactory,
)
from tests.factories_actions import ActionFactory, ParticipationFactory, ReprisalFactory
from tests.factories_announcements import AnnouncementFactory
from tests.factories_archives import OpenArchiveFactory
from tests.factories_councils import RatificationFactory, ReportFactory
from tests.factories_elections import (
    KEYS,
    ChallengeFactory,
    ObserverFactory,
    TellerFactory,
    announced,
    stand,
)
from tests.factories_hosting import FoundingRequestFactory
from tests.factories_joining import JoinRequestFactory
from tests.factories_meetings import (
    ActionItemFactory,
    CirculationFactory,
    JointPartFactory,
    MeetingFactory,
    MotionFactory,
    RequisitionFactory,
    ResolutionFactory,
    held_together,
)
from tests.factories_places import (
    DelegationFactory,
    DelegationMemberFactory,
    FollowUpFactory,
    NamedMemberFactory,
    WorkplaceFactory,
)
from tests.factories_strikes import StrikeBallotFactory

# What no mail of a discreet committee may say, but an announcement's own text in its body.
SECRETS = (
    "Qcommittee",
    "Qmeeting",
    "Qplace",
    "Qpurpose",
    "Qelection",
    "Qbusiness",
    "Qtarget",
    "Qcouncil",
)
TITLE, TEXT = (
    "Qtitle of an announcement",
    "Qtext **of** an announcement: [here](https://q.example/)",
)


def make(committee: Committee, coordinator: Membership) -> list[Message]:
    """All kinds, of one committee called Qcommittee."""
    Committee.objects.filter(pk=committee.pk).update(name="Qcommittee")
    committee.refresh_from_db()
    _of_meetings(committee, coordinator)
    _of_elections(committee, coordinator)
    _of_recalls(committee)
    _of_announcements(committee, coordinator)
    _of_removals(committee)
    _of_committees(committee, coordinator)
    _of_archives(committee)
    _of_councils(committee)
    _of_strikes(committee)
    _of_outreach(committee)
    _of_places(committee)
    kinds = {one.template: one for one in Message.objects.order_by("pk")}
    return list(kinds.values())


def _of_meetings(committee: Committee, coordinator: Membership) -> None:
    meeting = MeetingFactory(
        committee=committee,
        called_by=coordinator,
        title="Qmeeting",
        place="Qplace",
        purpose="Qpurpose",
        cancelled_because="Snow.",
    )
    was = {"starts_at": meeting.starts_at - timedelta(hours=1), "place": "Qplace before"}
    meetings.meeting_called(meeting, [Item("Qbusiness", 10)], at=NOW)
    meetings.meeting_changed(meeting, ["starts_at", "place"], was, at=NOW)
    meetings.meeting_cancelled(meeting, at=NOW)
    meetings.reminder(meeting, at=NOW)
    action = ActionItemFactory(meeting=meeting, text="Qbusiness to do")
    meetings.action_reminder(action, NOW, at=NOW)
    received = CirculationFactory(
        committee=committee, resolution=ResolutionFactory(title="Qbusiness decided")
    )
    meetings.resolution_received(received, at=NOW)
    decided = ResolutionFactory(committee=committee, title="Qbusiness decided")
    meetings.resolution_published(decided, at=NOW)
    demanded = RequisitionFactory(
        committee=committee,
        purpose="Qpurpose",
        status="reached",
        reached_at=NOW,
        meeting_by=NOW + timedelta(days=7),
    )
    meetings.requisition_reached(demanded, at=NOW)
    _of_joint_meetings(committee)


def _of_joint_meetings(committee: Committee) -> None:
    """To the coordinators of who is invited and of who called it; and the notice itself."""
    called = {"title": "Qmeeting", "place": "Qplace"}
    (asking,) = held_together(CommitteeFactory(status="founded", founded_at=NOW), **called)
    emails_joint.committee_invited(
        JointPartFactory(joint=asking.joint, committee=committee), at=NOW
    )
    (own,) = held_together(committee, **called)
    meetings.meeting_called(own, [Item("Qbusiness", 10)], at=NOW)
    for status in ("accepted", "declined", "withdrawn"):
        part = JointPartFactory(joint=own.joint, status=status, answered_at=NOW)
        emails_joint.committee_answered(part, at=NOW)


def _of_elections(committee: Committee, coordinator: Membership) -> None:
    candidate = MembershipFactory(committee=committee)
    election = announced(committee, coordinator, title="Qelection")
    stand(election, candidate)
    election.void_because = "Qelection was a mistake."
    elections.ask_nominee(election.candidacies.get(), at=NOW)
    candidacy = election.candidacies.get()
    elections.tell_of_questions(election, NOW.date(), at=NOW)
    elections.tell_author(election, candidacy, at=NOW)
    named = ObserverFactory(candidacy=candidacy, membership=MembershipFactory(committee=committee))
    elections.ask_observer(named, at=NOW)
    elections.ask_successor(candidacy, at=NOW)
    elections.tell_challenge(ChallengeFactory(election=election), at=NOW)
    teller = TellerFactory(
        election=election, membership=MembershipFactory(committee=committee), **KEYS
    )
    elections.ask_teller(teller, at=NOW)
    for news in ("keys_wanted", "opening"):
        elections.tell_tellers(election, news, at=NOW)
    for news in [*ElectionNews.values, "void"]:
        elections._send(election, news, "committees.members", at=NOW, is_formal=False)


def _of_recalls(committee: Committee) -> None:
    delegate = MandateFactory(
        membership=MembershipFactory(committee=committee, chosen_name="Qtarget"), office="delegate"
    )
    signers = [MembershipFactory(committee=committee) for _one in range(5)]
    petition = open_recall(delegate, reason="Qbusiness undone", by=signers[0], at=NOW)
    for one in signers[1:]:
        if petition.status == "open":
            petition = sign_recall(petition, by=one, at=NOW)
    petition = advance_recall(petition, at=petition.voting_opens_at or NOW)
    send_last_call(petition, at=petition.last_call_at or NOW)
    petition = repeat_recall_vote(petition, at=NOW)
    recalls.tell_no_result(petition, at=NOW)
    recalls.tell_result(petition, at=NOW)


def _of_announcements(committee: Committee, coordinator: Membership) -> None:
    told = AnnouncementFactory(
        committee=committee,
        written_by=coordinator,
        title=TITLE,
        text=TEXT,
        status="sent",
        sent_at=NOW - timedelta(hours=1),
    )
    announcements.announcement_sent(told, at=NOW, due_at=NOW)
    announcements.second_asked(told, at=NOW)
    send_digest(committee, ended_at=NOW, at=NOW)


def _of_removals(committee: Committee) -> None:
    member = MembershipFactory(committee=committee)
    meetings.removal_proposed(MotionFactory(committee=committee), member, at=NOW)
    for what in ("member_removed", "member_restored"):
        meetings.removal_decided(committee, member, what, at=NOW)


def _of_strikes(committee: Committee) -> None:
    ballot = StrikeBallotFactory(committee=committee, title="Qbusiness")
    for news in ("called", "voting", "last_call", "result", "void"):
        strikes.tell(ballot, f"strike_{news}", at=NOW)


def _of_outreach(committee: Committee) -> None:
    action = ActionFactory(
        committee=committee, title="Qbusiness", place="Qplace", cancelled_because="Snow."
    )
    part = ParticipationFactory(action=action)
    actions.action_called(action, committee, at=NOW)
    actions.action_changed(action, committee, at=NOW)
    actions.action_cancelled(action, committee, at=NOW)
    actions.place_released(action, part, at=NOW)
    reporter = MembershipFactory(committee=committee)
    defence.reprisal_reported(ReprisalFactory(reporter=reporter, text="Qpurpose"), at=NOW)


def _of_committees(committee: Committee, coordinator: Membership) -> None:
    request = JoinRequestFactory(committee=committee)
    committees.request_made(request, at=NOW)
    for status in ("admitted", "declined", "lapsed"):
        request.status = status
        committees.request_answered(request, at=NOW)
    member = MembershipFactory(committee=committee)
    committees.member_admitted(member, at=NOW)
    share_office(member, office="returning_officer", by=coordinator, at=NOW)
    committees.stepped_in(MandateFactory(membership=member, office="delegate"), at=NOW)
    ask_for_second_factor(coordinator.mandates.get(), at=NOW)
    committees.suspension_asked(member, at=NOW)
    committees.member_suspended(member, at=NOW)
    for status in ("accepted", "declined"):
        answered = FoundingRequestFactory(status=status, answer="Qbusiness", decided_at=NOW)
        committees.founding_request_answered(answered, at=NOW)
    committees.committee_suspended(committee, at=NOW)
    committees.committee_suspension_lifted(committee, at=NOW)
    for what in ("dissolution_asked", "committee_dissolved"):
        dissolving._tell(committee, what, at=NOW)


def _of_archives(committee: Committee) -> None:
    archive = OpenArchiveFactory(committee=committee)
    archives.archive_asked_for(archive, takes_two=False, at=NOW)
    archives.archive_fetched(archive, at=NOW)


def _of_councils(committee: Committee) -> None:
    affiliation = AffiliationFactory(committee=committee, council__name="Qcouncil")
    meeting = MeetingFactory(committee=affiliation.council)
    councils.mandate_missing(affiliation, meeting, 3, at=NOW)
    report = ReportFactory(seat=SeatFactory(affiliation=affiliation))
    for day in (5, 7):
        councils.report_wanted(report, at=NOW + timedelta(days=day))
    asked = RatificationFactory(affiliation=affiliation)
    councils.ratification_asked(asked, 2, at=NOW)
    councils.ratification_last_call(asked, at=NOW + timedelta(days=6))
    councils.delegate_sent(
        MandateFactory(membership__committee=committee, office="delegate", status="given"), at=NOW
    )


def _of_places(committee: Committee) -> None:
    workplace = WorkplaceFactory(committee=committee, name="Qplace")
    named = NamedMemberFactory(workplace=workplace)
    outreach.member_named(named, at=NOW)
    outreach.contacts_expire(workplace, at=NOW)
    outreach.face_set(committee, at=NOW)
    outreach.written_to_committee(
        committee, text="May I come?", reply_to="somebody@mail.example", key="k", at=NOW
    )
    delegation = DelegationFactory(
        committee=committee, workplace=workplace, meet_at="Qplace to meet"
    )
    member = DelegationMemberFactory(delegation=delegation).membership
    outreach.delegation_cancelled(delegation, at=NOW)
    outreach.report_wanted(delegation, at=NOW)
    follow_up = FollowUpFactory(
        delegation=delegation, membership=member, text="Qbusiness that follows"
    )
    for days in (1, 3):
        day = datetime.combine(follow_up.due_on, time(12), tzinfo=UTC) + timedelta(days=days)
        outreach.follow_up_due(follow_up, day, at=NOW)
