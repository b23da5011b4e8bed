"""What came out of a run in which processes were killed, and what is wrong with it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

GROUP = 20  # mails that a worker's process marks together
PROCESSES = 2  # of a worker, each with a group of its own
JUST_ANSWERED = 1.0  # seconds within which a killed process may not have written an answer down


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that the server took. `at` in seconds; not `is_answered` where the line was cut first."""

    recipient: str
    message_id: str
    at: float
    is_answered: bool = True


@dataclass(frozen=True, slots=True)
class Kill:
    """kill -9 of one part, begun at `at` and over at `until`."""

    part: str
    at: float
    until: float


@dataclass
class Log:
    """`formal` has the Message-IDs of formal notices; `wanted` each message's recipients."""

    wanted: Mapping[str, Collection[str]]
    formal: Collection[str] = ()
    taken: list[Taken] = field(default_factory=list)
    kills: list[Kill] = field(default_factory=list)
    message_of: Mapping[str, str] = field(default_factory=dict)

    def faults(self) -> list[str]:
        """Each in a sentence; none where nobody was missed and every duplicate is accounted for."""
        return [*self._missed(), *self._strangers(), *self._doubled()]

    def _missed(self) -> list[str]:
        got = defaultdict[str, set[str]](set)
        for one in self.taken:
            got[self.message_of.get(one.message_id, "")].add(one.recipient)
        return [
            f"{name}: {len(missed)} of {len(wanted)} were missed"
            for name, wanted in self.wanted.items()
            if (missed := set(wanted) - got[name])
        ]

    def _strangers(self) -> list[str]:
        faults = []
        owners = defaultdict[str, set[str]](set)
        ids = defaultdict[tuple[str, str], set[str]](set)
        for one in self.taken:
            name = self.message_of.get(one.message_id, "")
            if one.recipient not in self.wanted.get(name, ()):
                faults.append(f"{one.message_id} came to somebody it was not for")
            owners[one.message_id].add(one.recipient)
            ids[name, one.recipient].add(one.message_id)
        faults += [f"{key} went to two people" for key, whose in owners.items() if len(whose) > 1]
        faults += [
            f"{name}: one person got two Message-IDs"
            for (name, _), of in ids.items()
            if len(of) > 1
        ]
        return faults

    def _doubled(self) -> list[str]:
        faults = []
        answered = Counter(one.message_id for one in self.taken if one.is_answered)
        extra = sum(answered.values()) - len(answered)
        allowed = len(self.kills) * PROCESSES * GROUP
        if extra > allowed:
            faults.append(f"{extra} duplicates, where {len(self.kills)} kills explain {allowed}")
        seen: set[str] = set()
        for one in sorted(self.taken, key=lambda each: each.at):
            if one.message_id in self.formal and one.message_id in seen:
                faults += self._unexplained(one)
            seen.add(one.message_id)
        return faults

    def _unexplained(self, again: Taken) -> list[str]:
        """A formal notice twice: only where a kill came within a moment after the first answer."""
        firsts = [
            one
            for one in self.taken
            if one.message_id == again.message_id and one.at < again.at and one.is_answered
        ]
        for first in firsts:
            if not any(kill.at - JUST_ANSWERED <= first.at <= kill.until for kill in self.kills):
                return [f"the formal notice {again.message_id} was answered, and came again"]
        return []

    @property
    def duplicates(self) -> int:
        """Mails beyond the first of each Message-ID, answered or not."""
        return len(self.taken) - len({one.message_id for one in self.taken})
