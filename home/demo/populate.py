"""Makes the demonstration world: every row by the operations themselves, at moments gone by."""

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import translation

from accounts.models import User
from accounts.operations.people import sign_up
from announcements.operations import pinning, sending, writing
from announcements.operations.writing import Draft
from ballots.scripted import ScriptedVoter
from committees import campus_sources
from committees.campus_sources import CampusRow
from committees.models import Campus, Committee, Membership, Office
from committees.operations import campus_imports
from committees.operations.committees import open_committee
from committees.operations.mandates import accept_office, share_office
from committees.operations.memberships import admit_member
from core import words
from elections import timetable
from elections.models import Election, ElectionReminder, Preset
from elections.operations.announcing import announce_election
from elections.operations.clockwork import advance_election
from elections.operations.nominations import nominate
from elections.timetable import Timetable
from home.demo import (
    actions,
    assemblies,
    councils,
    delegates,
    hosting,
    hustings,
    joint,
    keys,
    paper,
    people,
    reaching,
    real_contest,
    recalls,
)
from home.demo.motions import put_motions
from home.demo.world import NAMES, PLACES, Place
from meetings.agenda import Item
from meetings.models import Meeting, Resolution
from meetings.operations.attendance import say_coming
from meetings.operations.meetings import Details, call_meeting, close_meeting
from meetings.operations.resolutions import send_resolution
from notices.models import Message

DOMAIN = "demo.example"
STATEMENTS = (
    "I will carry what the meeting decides, word for word, and report back within the week.",
    "I want us to reach the staff of every building, not only our own friends.",
    "I have time on weekday mornings and I am not afraid of long meetings.",
    "Recall me the moment I stop answering. That is what a mandate is for.",
    "Jobs, wages and services: the students’ question is the workers’ question.",
)
TITLES = {
    Office.DELEGATE: "Delegates to the city council of delegates",
    Office.COORDINATOR: "A second coordinator",
}
ABOUT = {
    Office.DELEGATE: "They carry our decisions to the other committees, and report back.",
    Office.COORDINATOR: "Two can share the work, and stand in for each other.",
}
Say = Callable[[str], None]


class World:
    """One making of the world, seen from the moment `now`."""

    def __init__(self, now: datetime, say: Say, *, seed: int = 2026) -> None:
        self.now, self.say = now, say
        self.chance = random.Random(seed)  # noqa: S311  a world to look at, not a secret
        self.campuses: dict[str, Campus] = {}

    def make(self) -> None:
        """Campuses, then each committee as far as its story goes."""
        self._import_campuses()
        newcomer = sign_up(people.NEWCOMER, age=17, language="en", at=self.now)
        operator = sign_up(people.OPERATOR, age=30, language="en", at=self.now)
        operator.operator_since = self.now
        operator.save(update_fields=["operator_since"])
        for number, place in enumerate(PLACES):
            with translation.override(place.language):
                self._make(number, place)
            self.say(f"{place.name}: {place.members} members.")
        self._send_resolution()
        hosting.waits(operator, newcomer, now=self.now)
        councils.found(now=self.now)
        self.say(f"{councils.WORLD}: a council of {len(councils.OF_THE_WORLD)} committees.")
        delegates.at_work(now=self.now)
        self.say(f"{delegates.COUNCIL}: delegates of {len(delegates.COMMITTEES)} committees.")
        joint.meet(now=self.now)
        self.say(f"{joint.TITLE}: a joint meeting.")
        # Nobody wants to hear of a result a fortnight late.
        past = self.now - timedelta(days=3)
        ElectionReminder.objects.filter(due_at__lt=past, sent_at=None).delete()
        # The world is young: its mail leaves now, though what it tells of lies weeks back.
        Message.objects.filter(due_at__lt=self.now).update(due_at=self.now)

    def _send_resolution(self) -> None:
        """What the last committee resolved goes to the first that did: it decides for itself."""
        first, last = Resolution.objects.order_by("pk")[0], Resolution.objects.order_by("-pk")[0]
        founder = Membership.objects.filter(committee=last.committee).order_by("pk")[0]
        send_resolution(last, to=first.committee, by=founder, at=self.now - timedelta(hours=5))

    def _import_campuses(self) -> None:
        source = Path(settings.BASE_DIR) / "seeds/campuses.csv"
        with source.open("rb") as file:
            rows = [
                row for row in campus_sources.READERS["csv"](file) if isinstance(row, CampusRow)
            ]
        campus_imports.import_campuses(rows, at=self.now - timedelta(days=90))
        self.campuses = {campus.name: campus for campus in Campus.objects.all()}

    def _make(self, number: int, place: Place) -> None:
        age = 6 if place.story == "forming" else 60 - number
        opened = self.now - timedelta(days=age)
        campus = self.campuses[place.campus]
        names = [NAMES[(index + 7 * number) % len(NAMES)] for index in range(place.members)]
        if number == 0:
            names = list(NAMES[: place.members])
        founder = self._person(names[0], number)
        committee = open_committee(
            campus,
            name=place.name,
            aims=words.get("aims-short" if number % 2 else "aims-workers").body,
            chosen_name=names[0],
            preset=place.preset,
            language=place.language,
            by=founder,
            at=opened,
        )
        members = [Membership.objects.get(committee=committee, user=founder)]
        members += [
            admit_member(
                committee,
                self._person(name, number),
                name,
                at=opened + timedelta(hours=3 * (index + 1)),
                by=members[0],
            )
            for index, name in enumerate(names[1:])
        ]
        self._share_offices(members, opened + timedelta(days=4))
        if place.story == "forming":
            self._call(committee, members, "founding", days=3)
            return
        self._found(committee, members, opened + timedelta(days=5))
        self._announce(committee, members[0])
        getattr(self, f"_story_{place.story}")(committee, members)
        if place.story == "counted":
            recalls.asked_for(members, at=self.now - timedelta(days=1))

    def _person(self, name: str, number: int) -> User:
        address = f"{_address(name)}.{number + 1}@{DOMAIN}"
        return sign_up(address, age=17, language=PLACES[number].language, at=self.now)

    def _share_offices(self, members: list[Membership], at: datetime) -> None:
        for member, office in (
            (members[1], Office.MEMBERSHIP_SECRETARY),
            (members[2], Office.RETURNING_OFFICER),
            (members[3], Office.MEMBERSHIP_SECRETARY),
        ):
            mandate = share_office(member, office=office, by=members[0], at=at)
            accept_office(mandate, by=member, at=at)

    def _found(self, committee: Committee, members: list[Membership], at: datetime) -> None:
        start = (at + timedelta(days=3)).astimezone(committee.timezone)
        meeting = self._meeting(committee, members[0], "founding", start, at)
        close_meeting(
            meeting,
            present=max(3, len(members) - 4),
            by=members[0],
            at=meeting.starts_at + timedelta(minutes=80),
        )
        committee.refresh_from_db()

    def _call(
        self, committee: Committee, members: list[Membership], kind: str, *, days: int
    ) -> Meeting:
        start = (self.now + timedelta(days=days)).astimezone(committee.timezone)
        called = self.now - timedelta(hours=self.chance.randint(2, 20))
        meeting = self._meeting(committee, members[0], kind, start, called)
        for member in members[: len(members) // 2]:
            say_coming(meeting, by=member, at=self.now - timedelta(hours=1))
        return meeting

    def _meeting(
        self,
        committee: Committee,
        by: Membership,
        kind: str,
        start: datetime,
        at: datetime,
        clock: time = time(17, 30),
    ) -> Meeting:
        template = words.get(f"agenda-{kind}")
        titles = ["What we decided last time", "Business", "Any other business"]
        details = Details(
            title=template.title[:100],
            local_date=start.date(),
            local_time=clock,
            place="Room 2.14, main building",
            agenda=tuple(Item(title, 15) for title in titles),
        )
        return call_meeting(committee, kind=kind, details=details, by=by, at=at)

    def _announce(self, committee: Committee, by: Membership) -> None:
        at = self.now - timedelta(days=2)
        announcement = writing.write_announcement(
            committee,
            Draft(
                title="Leaflets on Thursday at the main gate",
                text=(
                    "We hand out leaflets **on Thursday from 8:00** at the main gate.\n\n"
                    "- bring a friend\n- say that you are a student here\n- two hours, then class"
                ),
                language=committee.language,
            ),
            by=by,
            at=at,
        )
        sending.send_announcement(announcement, by=by, at=at)
        pinning.pin_announcement(announcement, by=by, at=self.now - timedelta(days=1))

    def _draft(self, committee: Committee, by: Membership) -> None:
        """What its coordinator has begun, with a translation, and has not sent."""
        draft = Draft(
            title="Vote before the ballot closes",
            text="Voting takes two minutes on a phone. **Nobody can see how you vote.**",
            language="en",
        )
        at = self.now - timedelta(hours=3)
        announcement = writing.write_announcement(committee, draft, by=by, at=at)
        writing.translate_announcement(
            announcement,
            language="es",
            title="Vota antes de que se cierre la urna",
            text="Votar lleva dos minutos en un teléfono. **Nadie puede ver qué votas.**",
            by=by,
            at=at,
        )

    def _story_meeting(self, committee: Committee, members: list[Membership]) -> None:
        self._call(committee, members, "general", days=9)

    def _story_assembly(self, committee: Committee, members: list[Membership]) -> None:
        """A meeting that began some minutes ago: somebody speaks to a motion."""
        called = self.now - timedelta(days=9)
        start = (self.now - timedelta(minutes=10)).astimezone(committee.timezone)
        meeting = self._meeting(
            committee,
            members[0],
            "general",
            start,
            called,
            clock=start.time().replace(microsecond=0),
        )
        assemblies.under_way(meeting, members, at=called + timedelta(hours=5))

    def _held(self, committee: Committee, members: list[Membership], *, days: int) -> None:
        """A general meeting so many days ago, which decided on two motions."""
        called = self.now - timedelta(days=days + 9)
        start = (self.now - timedelta(days=days)).astimezone(committee.timezone)
        meeting = self._meeting(committee, members[0], "general", start, called)
        assemblies.held(meeting, members, at=called + timedelta(hours=5))
        put_motions(committee, members, at=self.now - timedelta(minutes=90))

    def _story_announced(self, committee: Committee, members: list[Membership]) -> None:
        self._call(committee, members, "mass", days=5)
        self._election(committee, members, announced=self.now - timedelta(hours=5), stand=0)

    def _story_nominations(self, committee: Committee, members: list[Membership]) -> None:
        election = self._election(
            committee, members, announced=self.now - timedelta(days=2), stand=4
        )
        keys.asked(election, members, at=self.now - timedelta(hours=3))
        put_motions(committee, members, at=self.now - timedelta(minutes=90))

    def _story_voting(self, committee: Committee, members: list[Membership]) -> None:
        self._held(committee, members, days=12)
        self._call(committee, members, "general", days=10)
        put_motions(committee, members, at=self.now - timedelta(minutes=90))
        if committee.language == "en":
            reaching.reach_out(committee, members, at=self.now - timedelta(days=1))
            self._draft(committee, members[0])
            actions.called(committee, members, now=self.now)
            actions.reported(committee, members, now=self.now)
            paper.awaited(committee, members, self._vote, now=self.now)
        election = self._announced_before_voting(committee, members)
        at = self.now - timedelta(hours=2)
        hustings.watched(election, members[-1], members[3 + len(members) // 2], at=at)
        for member in members[4 : 4 + len(members) // 2]:
            self._vote(election, member, at=self.now - timedelta(hours=1))
        paper.mark(election, members[-3:-1], at=self.now - timedelta(minutes=50))

    def _story_counted(self, committee: Committee, members: list[Membership]) -> None:
        self._counted(committee, members)
        announced = self.now - timedelta(days=6)
        election = self._election(
            committee, members, announced=announced, stand=4, office=Office.COORDINATOR
        )
        hustings.asked(election, members, until=self.now)
        hustings.practised(election, members, at=self.now - timedelta(hours=2))

    def _counted(self, committee: Committee, members: list[Membership]) -> None:
        election = self._election(
            committee, members, announced=self.now - timedelta(days=24), stand=6
        )
        election = advance_election(election, at=election.voting_opens_at)
        for member in members[: len(members) - 2]:
            self._vote(election, member, at=election.voting_opens_at + timedelta(hours=8))
        election = advance_election(election, at=election.counted_from)
        if committee.language == "en":
            keys.challenged(election, members[-3], at=election.counted_from + timedelta(hours=5))
        advance_election(election, at=self.now)
        self._call(committee, members, "general", days=8)

    def _story_large(self, committee: Committee, members: list[Membership]) -> None:
        self._counted(committee, members)
        real_contest.publish(committee, by=members[2], at=self.now - timedelta(days=1))

    def _announced_before_voting(self, committee: Committee, members: list[Membership]) -> Election:
        """An election in the middle of its voting, or as near to it as the weekend lets it be."""
        announced = self.announced(committee)
        election = self._election(committee, members, announced=announced, stand=6)
        hustings.asked(election, members, until=self.now)
        return advance_election(election, at=self.now)

    def announced(self, committee: Committee) -> datetime:
        """When an election had to be announced for its voting to be at its middle now."""
        return max(
            (self.now - timedelta(hours=hours) for hours in range(5 * 24, 20 * 24, 3)),
            key=lambda moment: self._depth(timetable.propose(Preset.STANDARD, moment, committee)),
        )

    def _depth(self, table: Timetable) -> timedelta:
        """How far from both ends of the voting now is; below nothing outside of it."""
        return min(self.now - table.voting_opens_at, table.voting_closes_at - self.now)

    def _election(
        self,
        committee: Committee,
        members: list[Membership],
        *,
        announced: datetime,
        stand: int,
        office: Office = Office.DELEGATE,
    ) -> Election:
        table = timetable.propose(Preset.STANDARD, announced, committee)
        seats = 2 if len(members) < 51 else 3
        election = announce_election(
            committee,
            office=office,
            seats=seats if office == Office.DELEGATE else 1,
            title=TITLES[office],
            about=ABOUT[office],
            preset=Preset.STANDARD,
            table=table,
            by=members[2],
            at=announced,
        )
        standing = [member for member in members if member.pk != members[2].pk][:stand]
        for index, member in enumerate(standing):
            statement = STATEMENTS[index % len(STATEMENTS)]
            at = min(announced + timedelta(hours=6 * (index + 1)), self.now)
            nominate(election, name=None, statement=statement, by=member, at=at)
        return election

    def _vote(self, election: Election, member: Membership, *, at: datetime) -> None:
        numbers = list(election.contest.options.values_list("number", flat=True))
        self.chance.shuffle(numbers)
        ranking = numbers[: self.chance.randint(1, len(numbers))]
        ScriptedVoter(election.contest, member.public_id).vote(ranking, at=at)


def _address(name: str) -> str:
    plain = {"í": "i", "ë": "e"}
    return "".join(plain.get(letter, letter) for letter in name.lower())
