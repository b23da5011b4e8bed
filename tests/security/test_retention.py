"""Every row goes at the second its rule says, and not one second before."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from django.db.models import Model

from accounts.models import Session
from announcements.models import Announcement, Digest
from archives.models import Archive
from ballots.models import (
    Board,
    Bundle,
    ClosingList,
    Complaint,
    CountedBallots,
    Holder,
    HolderFault,
    PaperBallots,
    PublishedBallot,
    RollEntry,
)
from committees.models import (
    Admission,
    FoundingCode,
    FoundingRequest,
    Invitation,
    InvitationBatch,
    JoinRequest,
    MisuseReport,
)
from committees.models import Membership as Member
from core import retention
from core.models import Event
from councils.models import MandateReminder, Report
from elections.models import (
    Candidacy,
    Election,
    ElectionReminder,
    HustingsAnswer,
    HustingsQuestion,
    Observer,
    PaperCount,
    PaperEntry,
    RecallPetition,
    RecallSignature,
    Teller,
)
from elections.operations.clockwork import advance_election
from meetings.models import (
    ActionItem,
    Amendment,
    Attendance,
    Coming,
    LogEntry,
    Meeting,
    MeetingOfficer,
    Motion,
    MotionQuestion,
    Offer,
    OpenVote,
    Requisition,
    RequisitionSignature,
    Speaker,
    TellerCount,
    Vote,
)
from meetings.schedule import forget_rolls
from notices.models import Bounce, Delivery, Failure, MailStop, Message
from outreach.models import (
    Action,
    ActionComing,
    Contact,
    Defender,
    Delegation,
    DelegationMember,
    FollowUp,
    NamedMember,
    Participation,
    Reprisal,
    ShiftPlace,
    Statement,
    Task,
)
from tests import factories
from tests.factories import NOW
from tests.factories_actions import (
    ActionComingFactory,
    ActionFactory,
    DefenderFactory,
    ParticipationFactory,
    ReprisalFactory,
    ShiftFactory,
    ShiftPlaceFactory,
    TaskFactory,
)
from tests.factories_announcements import AnnouncementFactory, DigestFactory
from tests.factories_archives import ArchiveFactory
from tests.factories_councils import MandateReminderFactory, ReportFactory
from tests.factories_elections import (
    HustingsAnswerFactory,
    HustingsQuestionFactory,
    ObserverFactory,
    PaperCountFactory,
    PaperEntryFactory,
    TellerFactory,
    announced,
    members,
    opened,
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
    AmendmentFactory,
    AttendanceFactory,
    ComingFactory,
    LogEntryFactory,
    MeetingFactory,
    MeetingOfficerFactory,
    MotionFactory,
    MotionQuestionFactory,
    OfferFactory,
    OpenVoteFactory,
    RequisitionFactory,
    RequisitionSignatureFactory,
    SpeakerFactory,
    TellerCountFactory,
    VoteFactory,
)
from tests.factories_notices import (
    BounceFactory,
    DeliveryFactory,
    MailStopFactory,
    MessageFactory,
)
from tests.factories_places import (
    AdoptedFactory,
    ContactFactory,
    DelegationFactory,
    DelegationMemberFactory,
    FollowUpFactory,
    NamedMemberFactory,
    StatementFactory,
)
from tests.factories_recalls import RecallFactory, RecallSignatureFactory
from tests.factories_strikes import StrikeBallotFactory
from tests.voting import vote

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
EDGE = NOW + timedelta(days=400)  # after everything that the factories date


def _days(number: float) -> datetime:
    """So long before the edge."""
    return EDGE - timedelta(days=number)


def _election(**fields: Any) -> Election:
    """A void election with candidates, one nominated, whose dates end long before the edge."""
    committee = factories.CommitteeFactory(status="founded", founded_at=NOW)
    officer = factories.officer(committee, "returning_officer", "Ruth")
    one, two = members(committee, 2)
    election = announced(committee, officer, at=_days(300))
    stand(election, one)
    Candidacy.objects.create(
        election=election, membership=two, name="Voter 1", nominated_at=_days(300)
    )
    Election.objects.filter(pk=election.pk).update(
        status="void", voided_at=_days(300), void_because="x", due_at=None
    )
    Election.objects.filter(pk=election.pk).update(**fields)
    election.refresh_from_db()
    return election


def _paper_count() -> PaperCount:
    election = _election(challenge_ends_at=_days(30))
    return PaperCountFactory(election=election)


def _paper_entry() -> PaperEntry:
    return PaperEntryFactory(count=_paper_count())


def _session() -> Session:
    user = factories.UserFactory()
    return Session.objects.create(key="k" * 64, user=user, data="sealed", expires_at=EDGE)


def _batch() -> InvitationBatch:
    by = factories.MembershipFactory()
    return InvitationBatch.objects.create(
        committee=by.committee, made_by=by, waiting="sealed", total=1, made_at=_days(3)
    )


def _admission() -> Admission:
    asked = JoinRequestFactory(status="admitted", decided_at=_days(1))
    by = factories.MembershipFactory(committee=asked.committee)
    return Admission.objects.create(request=asked, by=by, at=_days(30))


def _two_names() -> dict[str, Member]:
    return {"proposer": factories.MembershipFactory(), "seconder": factories.MembershipFactory()}


def _counted() -> CountedBallots:
    election = _election(challenge_ends_at=_days(30))
    return CountedBallots.objects.create(contest=election.contest, choices=[1], number=1)


def _of_contest(model: type[Model], **fields: Any) -> Callable[[], Model]:
    def made() -> Model:
        contest = _election(challenge_ends_at=_days(30)).contest
        return model._default_manager.create(contest=contest, **fields)

    return made


def _of_vote(model: type[Model], **fields: Any) -> Callable[[], Model]:
    def made() -> Model:
        contest = opened()
        VoteFactory(method="secret", contest=contest, opened_at=_days(30))
        model._default_manager.filter(contest=contest).delete()
        return model._default_manager.create(contest=contest, **fields)

    return made


def _of_recall(
    model: type[Model], *, ended_at: datetime | None = None, **fields: Any
) -> Callable[[], Model]:
    def made() -> Model:
        contest = opened()
        RecallFactory(status="fell", contest=contest, ended_at=ended_at or _days(30), due_at=None)
        model._default_manager.filter(contest=contest).delete()
        return model._default_manager.create(contest=contest, **fields)

    return made


def _part() -> Participation:
    """Of an action that ended a day ago."""
    over = ActionFactory(starts_at=_days(2), ends_at=_days(1), place_opens_at=_days(3))
    made: Participation = ParticipationFactory(action=over)
    return made


def _of_strike(model: type[Model], **fields: Any) -> Callable[[], Model]:
    def made() -> Model:
        over = {"ended_at": _days(30), "lapses_at": EDGE}
        contest = StrikeBallotFactory(**over).contest
        model._default_manager.filter(contest=contest).delete()
        return model._default_manager.create(contest=contest, **fields)

    return made


def test_a_draft_that_a_motion_stands_on_is_kept_and_so_is_what_was_adopted() -> None:
    draft = StatementFactory(drafted_at=_days(90))
    AdoptedFactory(drafted_at=_days(90))
    MotionFactory(
        committee=draft.committee,
        effect={"kind": "adopt_statement", "statement": draft.public_id},
    )
    retention.sweep(EDGE)
    assert Statement.objects.count() == 2


def test_who_left_is_named_no_longer() -> None:
    named = NamedMemberFactory()
    retention.sweep(EDGE)
    assert NamedMember.objects.exists()
    Member.objects.filter(pk=named.membership_id).update(status="left", ended_at=EDGE)
    retention.sweep(EDGE)
    assert not NamedMember.objects.exists()


@pytest.mark.parametrize(("status", "days"), [("reported", 0), ("cancelled", 3)])
def test_who_went_goes_with_the_report_or_after_it_was_cancelled(status: str, days: int) -> None:
    DelegationMemberFactory(delegation__starts_at=_days(2))
    retention.sweep(EDGE)
    assert DelegationMember.objects.exists()
    Delegation.objects.update(status=status, met=1, **{f"{status}_at": _days(days)})
    retention.sweep(EDGE)
    assert not DelegationMember.objects.exists()


_BALLOT = dict.fromkeys(("key", "prefix", "credential", "signature"), b"")
_HOLDER = dict.fromkeys(("seal", "sign", "lot"), b"")


def _statement() -> Candidacy:
    return _election(challenge_ends_at=_days(30)).candidacies.get(status="standing")


def _unanswered() -> Candidacy:
    fields = {"nominations_open_at": _days(40), "nominations_close_at": _days(30)}
    later = {"voting_opens_at": _days(20), "voting_closes_at": _days(10)}
    election = _election(**fields, **later, challenge_ends_at=_days(5))
    return election.candidacies.get(status="nominated")


def _reminder() -> ElectionReminder:
    reminder = _election().reminders.get(news="voting_opens")
    ElectionReminder.objects.exclude(pk=reminder.pk).delete()
    ElectionReminder.objects.filter(pk=reminder.pk).update(sent_at=_days(30))
    return reminder


def _sent_delivery() -> Delivery:
    return DeliveryFactory(status="sent", finished_at=_days(3))


def _sent_message() -> Message:
    return MessageFactory(status="sent", expanded_at=_days(4), sent_at=_days(3))


def _event() -> Event:
    return Event.objects.create(name="a.b", at=_days(365), subject_type="a.b", subject="x")


def _event_of_an_account() -> Event:
    return Event.objects.create(name="accounts.b", at=_days(90), subject_type="a.b", subject="x")


# The first words of a rule, and a row that is due for it at EDGE.
CASES: dict[tuple[type[Model], str], Callable[[], Model]] = {
    (Event, "What happened"): _event,
    (Event, "What was changed in an account"): _event_of_an_account,
    (Session, "Seven days"): _session,
    (Delivery, "72 hours"): _sent_delivery,
    (Message, "72 hours"): _sent_message,
    (Bounce, "30 days"): lambda: BounceFactory(at=_days(30)),
    (MailStop, "30 days"): lambda: MailStopFactory(at=_days(30)),
    (Failure, "30 days"): lambda: Failure.objects.create(at=_days(30), part="p", sentence="s"),
    (Archive, "Who asked"): lambda: ArchiveFactory(asked_at=_days(366), ends_at=_days(365)),
    (Member, "The chosen name"): lambda: factories.MembershipFactory(
        status="left", ended_at=_days(30), chosen_name=""
    ),
    (Invitation, "72 hours"): lambda: InvitationFactory(made_at=_days(3), expires_at=EDGE),
    (InvitationBatch, "72 hours"): _batch,
    (JoinRequest, "A request"): lambda: JoinRequestFactory(made_at=_days(7), expires_at=EDGE),
    (JoinRequest, "An answered"): lambda: JoinRequestFactory(
        status="declined", decided_at=_days(30)
    ),
    (Admission, "Who said yes"): _admission,
    (FoundingCode, "30 days"): lambda: FoundingCodeFactory(made_at=_days(44), expires_at=_days(30)),
    (FoundingRequest, "A request"): lambda: FoundingRequestFactory(made_at=_days(30)),
    (FoundingRequest, "An answered"): lambda: FoundingRequestFactory(
        status="accepted", made_at=_days(31), decided_at=_days(30)
    ),
    (MisuseReport, "The address"): lambda: MisuseReportFactory(
        status="answered", answer="Yes.", reply_to="q@mail.example", decided_at=_days(3)
    ),
    (MisuseReport, "A report"): lambda: MisuseReportFactory(made_at=_days(90)),
    (MisuseReport, "An answered or"): lambda: MisuseReportFactory(
        status="closed", decided_at=_days(30)
    ),
    (Digest, "30 days"): lambda: DigestFactory(ended_at=_days(30)),
    (Announcement, "A sent one"): lambda: AnnouncementFactory(written_at=_days(90)),
    (CountedBallots, "Deleted 30 days"): _counted,
    (PublishedBallot, "The board"): _of_contest(
        PublishedBallot, position=1, tracker="A", counter=1, choices=[1], **_BALLOT
    ),
    (Board, "Deleted 30 days"): _of_contest(Board, hash=b"", leaves=b""),
    (ClosingList, "Deleted 30 days"): _of_contest(
        ClosingList, kind="first", hashes=b"", signature=b""
    ),
    (HolderFault, "What key holders"): _of_contest(
        HolderFault, accuser=1, accused=2, fault="share"
    ),
    (Teller, "Who held"): lambda: TellerFactory(
        election=_election(challenge_ends_at=_days(30)), membership=None
    ),
    (Holder, "Public keys"): _of_contest(Holder, number=9, name="Teller", **_HOLDER),
    (Complaint, "Evidence of"): _of_contest(Complaint, key=b"", evidence={}),
    (PaperBallots, "Paper ballots"): _of_contest(PaperBallots, salt=b""),
    (PaperCount, "Deleted 30 days"): _paper_count,
    (PaperEntry, "Deleted when"): _paper_entry,
    (Bundle, "Deleted when"): _of_contest(Bundle, sender=1, receiver=2, sealed=b""),
    (Candidacy, "Unanswered"): _unanswered,
    (Candidacy, "The statement"): _statement,
    (ElectionReminder, "Deleted 30 days"): _reminder,
    (MeetingOfficer, "deleted 90 days"): lambda: MeetingOfficerFactory(
        meeting=MeetingFactory(status="closed", closed_at=_days(90))
    ),
    (Motion, "kept with its committee; who proposed"): lambda: MotionFactory(
        status="lost", decided_at=_days(30), **_two_names()
    ),
    (Amendment, "kept with its committee; who proposed"): lambda: AmendmentFactory(
        status="lost", decided_at=_days(30), **_two_names()
    ),
    (MotionQuestion, "kept with its motion; who asked"): lambda: MotionQuestionFactory(
        motion=MotionFactory(status="lost", decided_at=_days(30))
    ),
    (Requisition, "kept for a year"): lambda: RequisitionFactory(
        status="lapsed", lapsed_at=_days(365)
    ),
    (MandateReminder, "Deleted when"): lambda: MandateReminderFactory(meeting__ends_at=EDGE),
    (Report, "Deleted a year"): lambda: ReportFactory(owed_at=_days(365)),
    (Action, "kept with its committee; its place"): lambda: _part().action,
    (ActionComing, "deleted a day"): lambda: ActionComingFactory(participation=_part()),
    (ShiftPlace, "deleted a day"): lambda: ShiftPlaceFactory(
        shift=ShiftFactory(participation=_part())
    ),
    (Task, "kept with its action; who"): lambda: TaskFactory(
        participation=_part(), membership=factories.MembershipFactory()
    ),
    (Reprisal, "deleted on the day"): lambda: ReprisalFactory(delete_at=EDGE),
    (Defender, "deleted 90 days"): lambda: DefenderFactory(ended_at=_days(90)),
    (ActionItem, "deleted a year"): lambda: ActionItemFactory(done_at=_days(365)),
    (CountedBallots, "Of a vote"): _of_vote(CountedBallots, choices=[1], number=1),
    (PublishedBallot, "Of a vote"): _of_vote(
        PublishedBallot, position=1, tracker="A", counter=1, choices=[1], **_BALLOT
    ),
    (Board, "Of a vote"): _of_vote(Board, hash=b"", leaves=b""),
    (ClosingList, "Of a vote"): _of_vote(ClosingList, kind="first", hashes=b"", signature=b""),
    (Holder, "Of a vote"): _of_vote(Holder, number=9, name="Host", **_HOLDER),
    (CountedBallots, "Of a strike"): _of_strike(CountedBallots, choices=[1], number=1),
    (PublishedBallot, "Of a strike"): _of_strike(
        PublishedBallot, position=1, tracker="A", counter=1, choices=[1], **_BALLOT
    ),
    (Board, "Of a strike"): _of_strike(Board, hash=b"", leaves=b""),
    (ClosingList, "Of a strike"): _of_strike(ClosingList, kind="first", hashes=b"", signature=b""),
    (Complaint, "Of a strike"): _of_strike(Complaint, key=b"", evidence={}),
    (Holder, "Of a strike"): _of_strike(Holder, number=9, name="Host", **_HOLDER),
    (Bundle, "Of a vote"): _of_vote(Bundle, sender=1, receiver=2, sealed=b""),
    (RecallPetition, "Kept with"): lambda: RecallFactory(
        status="lapsed", ended_at=_days(30), due_at=None, reply="It comes."
    ),
    (RecallSignature, "Deleted once"): lambda: RecallSignatureFactory(
        petition=RecallFactory(lapses_at=EDGE)
    ),
    (RollEntry, "Of a recall"): _of_recall(
        RollEntry, ended_at=_days(3), voter="ann", salt=b"", leaf=b""
    ),
    (CountedBallots, "Of a recall"): _of_recall(CountedBallots, choices=[1], number=1),
    (PublishedBallot, "Of a recall"): _of_recall(
        PublishedBallot, position=1, tracker="A", counter=1, choices=[1], **_BALLOT
    ),
    (Board, "Of a recall"): _of_recall(Board, hash=b"", leaves=b""),
    (ClosingList, "Of a recall"): _of_recall(ClosingList, kind="first", hashes=b"", signature=b""),
    (Holder, "Of a recall"): _of_recall(Holder, number=9, name="Host", **_HOLDER),
    (Bundle, "Of a recall"): _of_recall(Bundle, sender=1, receiver=2, sealed=b""),
    (Statement, "A draft"): lambda: StatementFactory(drafted_at=_days(90)),
    (Contact, "Erased when"): lambda: ContactFactory(expires_at=EDGE),
    (Delegation, "Where its members"): lambda: DelegationFactory(
        meet_at="Third corner", starts_at=_days(1)
    ),
    (DelegationMember, "Who went"): lambda: DelegationMemberFactory(
        delegation__starts_at=_days(30)
    ),
    (FollowUp, "A year"): lambda: FollowUpFactory(done_at=_days(365)),
}
# Rules without a moment of their own: a state decides, and the tests below say which.
BY_STATE = {
    (EmailAddress, "Kept with"),
    (EmailConfirmation, "Unused"),
    (Coming, "deleted when"),
    (Attendance, "deleted when"),
    (Offer, "deleted when"),
    (Speaker, "deleted when"),
    (LogEntry, "kept with its meeting; what would undo"),
    (TellerCount, "deleted when"),
    (OpenVote, "deleted when"),
    (RequisitionSignature, "deleted once"),
    (RollEntry, "Deleted when"),
    (RollEntry, "Of a vote"),
    (RollEntry, "Of a strike"),
    (HustingsQuestion, "Deleted when"),
    (HustingsAnswer, "Deleted with"),
    (Observer, "Deleted when"),
    (NamedMember, "Deleted when"),
}


def _timed() -> set[tuple[type[Model], str]]:
    return {
        (model, one.words)
        for model, of_model in retention.rules().items()
        for one in of_model
        if one.due is not None
    }


def test_every_rule_that_takes_something_away_is_tested_here() -> None:
    known = {*CASES, *BY_STATE}
    for model, words in _timed():
        assert [case for case in known if case[0] is model and words.startswith(case[1])], words
    assert len(_timed()) == len(known)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0].__name__}: {case[1]}")
def test_a_row_is_there_a_second_before_its_time_and_dealt_with_after_it(
    case: tuple[type[Model], str],
) -> None:
    model, words = case
    row = CASES[case]()
    (rule,) = (one for one in retention.rules()[model] if one.words.startswith(words))
    before = model.objects.filter(pk=row.pk).values().get()
    retention.sweep(EDGE - SECOND)
    assert model.objects.filter(pk=row.pk).values().get() == before
    retention.sweep(EDGE + SECOND)
    after = model.objects.filter(pk=row.pk).values().first()
    if rule.change is None:
        assert after is None
        return
    assert after is not None
    for field, value in rule.change.items():
        name = model._meta.get_field(field).attname
        assert before[name] != value
        assert after[name] == value


def test_a_mail_that_never_went_goes_with_its_copies_72_hours_after_it_was_due() -> None:
    message = MessageFactory(status="sending", due_at=_days(3), expanded_at=_days(3))
    DeliveryFactory(message=message)
    retention.sweep(EDGE - SECOND)
    assert Delivery.objects.count() == 1
    retention.sweep(EDGE + SECOND)
    assert not Delivery.objects.exists()
    retention.sweep(EDGE + SECOND)
    assert not Message.objects.exists()


@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_who_was_coming_goes_with_the_end_of_the_meeting(status: str) -> None:
    coming = ComingFactory()
    retention.sweep(EDGE)
    assert Coming.objects.filter(pk=coming.pk).exists()
    Meeting.objects.update(**{"status": status, f"{status}_at": EDGE})
    retention.sweep(EDGE)
    assert not Coming.objects.exists()


@pytest.mark.parametrize(
    "factory", [AttendanceFactory, OfferFactory, SpeakerFactory, TellerCountFactory]
)
def test_who_was_there_spoke_and_counted_goes_with_the_end_of_the_meeting(factory: Any) -> None:
    row = factory()
    retention.sweep(EDGE)
    assert type(row).objects.filter(pk=row.pk).exists()
    Meeting.objects.update(status="closed", closed_at=EDGE)
    retention.sweep(EDGE)
    assert not type(row).objects.exists()


def test_what_would_undo_a_ruling_goes_with_the_end_of_the_meeting() -> None:
    entry = LogEntryFactory(undo={"item": 1})
    retention.sweep(EDGE)
    assert LogEntry.objects.get().undo == {"item": 1}
    Meeting.objects.update(status="closed", closed_at=EDGE)
    retention.sweep(EDGE)
    assert LogEntry.objects.get(pk=entry.pk).undo == {}


def test_how_somebody_voted_openly_goes_when_the_result_is_declared() -> None:
    cast = OpenVoteFactory()
    retention.sweep(EDGE)
    assert OpenVote.objects.filter(pk=cast.pk).exists()
    Vote.objects.update(status="set_aside", set_aside_at=EDGE)
    retention.sweep(EDGE)
    assert not OpenVote.objects.exists()


def test_who_was_on_the_roll_of_a_secret_vote_goes_with_the_end_of_the_meeting() -> None:
    VoteFactory(method="secret", contest=opened(["ann", "bob"]))
    forget_rolls(EDGE)
    assert RollEntry.objects.count() == 2
    Meeting.objects.update(status="closed", closed_at=EDGE)
    forget_rolls(EDGE)
    assert not RollEntry.objects.exists()
    Vote.objects.update(status="set_aside", set_aside_at=EDGE)
    VoteFactory(method="secret", contest=opened(["cem"]), meeting=Meeting.objects.get())
    retention.sweep(EDGE)
    assert not RollEntry.objects.exists()


def test_who_demanded_a_meeting_goes_once_enough_have_signed() -> None:
    RequisitionSignatureFactory()
    retention.sweep(EDGE)
    assert RequisitionSignature.objects.count() == 1
    Requisition.objects.update(status="reached", reached_at=EDGE)
    retention.sweep(EDGE)
    assert not RequisitionSignature.objects.exists()


def test_who_signed_a_recall_goes_once_enough_have_signed() -> None:
    petition = RecallSignatureFactory(petition=RecallFactory(lapses_at=EDGE + timedelta(days=9)))
    retention.sweep(EDGE)
    assert RecallSignature.objects.count() == 1
    RecallPetition.objects.update(status="fell", ended_at=EDGE, due_at=None)
    retention.sweep(EDGE)
    assert not RecallSignature.objects.filter(pk=petition.pk).exists()


def test_of_a_repeated_recall_vote_nothing_is_left_either() -> None:
    lost = opened(["dan", "eve"])
    RecallFactory(status="fell", lost_contest=lost, ended_at=_days(3), due_at=None)
    retention.sweep(EDGE)
    assert not RollEntry.objects.filter(contest=lost).exists()


def test_who_took_a_ballot_paper_goes_when_the_challenge_ends() -> None:
    committee = factories.CommitteeFactory(status="founded", founded_at=NOW)
    officer = factories.officer(committee, "returning_officer", "Ruth")
    people = members(committee, 3)
    election = announced(committee, officer, at=NOW)
    stand(election, people[0])
    election = advance_election(election, at=election.voting_opens_at)
    vote(election, choices=[1], by=people[1], at=election.voting_opens_at)
    advance_election(election, at=election.challenge_ends_at - SECOND)
    retention.sweep(election.challenge_ends_at - SECOND)
    assert RollEntry.objects.count() == 4
    advance_election(election, at=election.challenge_ends_at)
    retention.sweep(election.challenge_ends_at)
    assert not RollEntry.objects.exists()


def test_what_was_asked_and_answered_and_who_watched_goes_when_the_challenge_ends() -> None:
    election = _election(status="declared", voided_at=None, declared_at=_days(1), due_at=EDGE)
    candidacy = election.candidacies.get(status="standing")
    question = HustingsQuestionFactory(election=election)
    HustingsAnswerFactory(question=question, candidacy=candidacy)
    ObserverFactory(candidacy=candidacy, membership=candidacy.membership)
    retention.sweep(EDGE)
    assert (HustingsAnswer.objects.count(), Observer.objects.count()) == (1, 1)
    Election.objects.filter(pk=election.pk).update(status="final", due_at=None)
    retention.sweep(EDGE)
    for model in (HustingsQuestion, HustingsAnswer, Observer):
        assert not model.objects.exists()


def test_an_address_that_nobody_proved_is_not_kept() -> None:
    user = factories.UserFactory()
    proved = EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    other = EmailAddress.objects.create(user=factories.UserFactory(), email="x@mail.example")
    EmailConfirmation.objects.create(email_address=other, key="k")
    retention.sweep(NOW)
    assert list(EmailAddress.objects.all()) == [proved]
    assert not EmailConfirmation.objects.exists()
