"""A committee that owns at least one row of every kind, and its archive."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

from archives import signing
from archives.models import Origin
from archives.opening import Opened, read_archive
from archives.zipping import write_zip
from ballots.models import Contest, HolderFault, PaperBallots
from committees.models import Committee, Mandate, Membership
from elections.models import Election
from elections.operations.clockwork import advance_election
from meetings.models import MinutesVersion
from tests.conftest import NOW
from tests.factories import CommitteeFactory, MandateFactory, MembershipFactory, officer
from tests.factories_actions import (
    ActionFactory,
    ParticipationFactory,
    PublishedTotalsFactory,
    ShiftFactory,
    TaskFactory,
)
from tests.factories_announcements import AnnouncementFactory, AnnouncementTranslationFactory
from tests.factories_elections import (
    KEYS,
    ChallengeFactory,
    ComplaintDecisionFactory,
    HustingsAnswerFactory,
    HustingsQuestionFactory,
    TellerFactory,
    announced,
    candidacy_of,
    number_of,
    stand,
)
from tests.factories_meetings import (
    ActionItemFactory,
    AgendaItemFactory,
    AmendmentFactory,
    CompositePartFactory,
    LogEntryFactory,
    MeetingFactory,
    MinutesFactory,
    MotionFactory,
    MotionQuestionFactory,
    MotionTranslationFactory,
    RequisitionFactory,
    ResolutionFactory,
    VoteFactory,
)
from tests.factories_places import (
    AdoptedFactory,
    DelegationFactory,
    FollowUpFactory,
    StatementTranslationFactory,
    WorkplaceFactory,
)
from tests.factories_recalls import RecallFactory
from tests.factories_strikes import StrikeBallotFactory
from tests.voting import vote

DAY = timedelta(days=1)
NAMES = ("Wanda", "Wasim", "Wilma", "Wendy", "Wolfe", "Warda")


def small() -> Committee:
    """A founded committee with a coordinator, two members, one resolution, one meeting ahead."""
    committee = CommitteeFactory(status="founded", founded_at=NOW, name="Small Committee")
    officer(committee, "coordinator", "Ana")
    for name in NAMES[:2]:
        MembershipFactory(committee=committee, chosen_name=name)
    motion = MotionFactory(committee=committee, status="carried", decided_at=NOW)
    ResolutionFactory(committee=committee, motion=motion)
    AgendaItemFactory(meeting=MeetingFactory(committee=committee), position=1)
    return committee


def owned() -> Committee:
    """All kinds; under `tests.world.standing`, for there is a counted election in it."""
    committee = CommitteeFactory(status="founded", founded_at=NOW, name="Whole Committee")
    coordinator = officer(committee, "coordinator", "Ana")
    voters = [MembershipFactory(committee=committee, chosen_name=name) for name in NAMES]
    _meetings(committee, coordinator)
    election = _election(committee, coordinator, voters)
    mandate = Mandate.objects.get(
        committee=committee, decision=election.public_id, office="delegate"
    )
    RecallFactory(mandate=mandate, status="lapsed", ended_at=NOW, due_at=None)
    _strike(committee)
    _outreach(committee)
    announcement = AnnouncementFactory(
        committee=committee, written_by=coordinator, status="sent", sent_at=NOW - DAY
    )
    AnnouncementTranslationFactory(announcement=announcement)
    Origin.objects.create(
        committee=committee, server="https://old.example", left_as="a" * 12, key="k" * 43,
        made_at=NOW - 90 * DAY, came_at=NOW - 89 * DAY,
    )  # fmt: skip
    return committee


def _meetings(committee: Committee, by: Membership) -> None:
    held = MeetingFactory(
        committee=committee, called_by=by, status="closed", opened_at=NOW, closed_at=NOW, present=7
    )
    given = {"committee": committee, "proposer": by}
    motion = MotionFactory(**given, meeting=held, status="carried", decided_at=NOW)
    item = AgendaItemFactory(meeting=held, position=1, kind="motion", motion=motion)
    held.item = item
    held.save(update_fields=["item"])
    AmendmentFactory(motion=motion, proposer=by)
    composite = MotionFactory(**given, status="submitted", seconded_at=None)
    CompositePartFactory(composite=composite, motion=MotionFactory(**given))
    MotionQuestionFactory(motion=motion, asker=by)
    MotionTranslationFactory(motion=motion)
    LogEntryFactory(meeting=held, facts={"motion": motion.public_id}, undo={"hall": [by.pk]})
    minutes = MinutesFactory(meeting=held, text="# Minutes\n\nWe met.")
    MinutesVersion.objects.create(minutes=minutes, number=1, text=minutes.text, at=NOW)
    first = ResolutionFactory(committee=committee, motion=motion, meeting=held)
    rescinding = ResolutionFactory(committee=committee)
    ResolutionFactory(
        committee=committee, status="rescinded", rescinded_at=NOW, rescinded_by=rescinding
    )
    assert first.number < rescinding.number
    ActionItemFactory(meeting=held, membership=by, due_at=NOW)
    RequisitionFactory(committee=committee, status="lapsed", lapsed_at=NOW)
    VoteFactory(
        meeting=held, about="motion", motion=motion, status="declared", closed_at=NOW,
        declared_at=NOW, votes_for=7, votes_against=2, abstentions=1, outcome="carried",
    )  # fmt: skip
    MeetingFactory(committee=committee, called_by=by)


def _election(committee: Committee, by: Membership, voters: list[Membership]) -> Election:
    MandateFactory(membership=by, office="returning_officer")
    election = announced(committee, by, at=NOW - 12 * DAY)
    stand(election, *voters[:2])
    election = advance_election(election, at=election.voting_opens_at)
    first, second = (number_of(election, one) for one in voters[:2])
    for place, voter in enumerate(voters):
        choices = [first, second] if place % 3 else [second]
        vote(election, choices=choices, by=voter, at=election.voting_opens_at)
    election = advance_election(election, at=election.counted_from)
    assert election.status == "declared"
    asked = HustingsQuestionFactory(election=election, asker=voters[3])
    HustingsAnswerFactory(question=asked, candidacy=candidacy_of(election, voters[0]))
    TellerFactory(election=election, membership=voters[4], name="Wolfe", **KEYS)
    ChallengeFactory(election=election)
    ComplaintDecisionFactory(election=election)
    HolderFault.objects.create(contest=election.contest, accuser=1, accused=2, fault="share")
    return election


def _strike(committee: Committee) -> None:
    """Counted on paper and on phones; a row alone, without a board."""
    ballot = StrikeBallotFactory(committee=committee, votes_for=9, votes_against=2, abstentions=1)
    counted: dict[str, Any] = {"status": "counted", "closed_at": NOW, "counted_at": NOW}
    result = Contest.objects.exclude(result=None).values_list("result", flat=True).first()
    Contest.objects.filter(pk=ballot.contest_id).update(envelopes=12, result=result, **counted)
    PaperBallots.objects.create(contest=ballot.contest, salt=bytes(32))


def _outreach(committee: Committee) -> None:
    workplace = WorkplaceFactory(committee=committee, latitude=40.5, longitude=-73.25)
    statement = AdoptedFactory(committee=committee)
    StatementTranslationFactory(statement=statement)
    delegation = DelegationFactory(
        committee=committee, workplace=workplace, resolution=ResolutionFactory(committee=committee)
    )
    FollowUpFactory(delegation=delegation, due_at=NOW)
    DelegationFactory(
        committee=committee, workplace=None, campus=CommitteeFactory().campus,
        resolution=ResolutionFactory(committee=committee),
    )  # fmt: skip
    part = ParticipationFactory(
        action=ActionFactory(committee=committee, place="Qsecret-place", has_place=True),
        resolution=ResolutionFactory(committee=committee),
    )
    TaskFactory(participation=part)
    ShiftFactory(participation=part)
    PublishedTotalsFactory(committee=committee)


def zipped(committee: Committee, archive: str = "b" * 12) -> io.BytesIO:
    """The archive as it is fetched."""
    out = io.BytesIO()
    write_zip(committee, archive, out, at=NOW)
    return out


def opened(stream: io.BytesIO) -> Opened:
    """Trusted, for it is this server's own."""
    return read_archive(stream, trusted=signing.public_keys()[0])


def written(committee: Committee, folder: Path) -> Path:
    """The archive in a file."""
    file = folder / "archive.zip"
    file.write_bytes(zipped(committee).getvalue())
    return file
