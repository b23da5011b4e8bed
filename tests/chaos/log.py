"""What came out of a run in which processes were killed, and what is wrong with it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

GROUP = 20  # mails that a worker's process marks together
PROCESSES = 2  # of a worker, each with a group of its own
# Whose death may lose answers, in processes; what is away meanwhile (the database) is waited for.
LOSING = {"worker": PROCESSES, "worker's child": 1}
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
    """kill -9 of one part, or a fault of the mail server, begun at `at` and over at `until`."""

    part: str
    at: float
    until: float

    @property
    def processes(self) -> int:
        """How many processes may have held an answer that was not written down."""
        return LOSING.get(self.part, 0)

    def may_have_lost(self, one: Taken) -> bool:
        """Whether its answer was just given when a process that held it died."""
        return bool(self.processes) and self.at - JUST_ANSWERED <= one.at <= self.until


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
        extra = self.answered_again
        allowed = GROUP * sum(kill.processes for kill in self.kills)
        if extra > allowed:
            faults.append(f"{extra} duplicates, where {len(self.kills)} kills explain {allowed}")
        lost = Counter[Kill]()
        for one in self._sent_again():
            if kill := next((kill for kill in self.kills if kill.may_have_lost(one)), None):
                lost[kill] += 1
            else:
                faults.append(f"the formal notice {one.message_id} was answered, and came again")
        faults += [
            f"{number} formal notices came again after the kill of the {kill.part}"
            for kill, number in lost.items()
            if number > kill.processes
        ]
        return faults

    def _sent_again(self) -> list[Taken]:
        """Formal notices that were answered though the same one came again."""
        last = dict[str, float]()
        for one in self.taken:
            last[one.message_id] = max(one.at, last.get(one.message_id, one.at))
        formal = (one for one in self.taken if one.message_id in self.formal and one.is_answered)
        return [one for one in formal if one.at < last[one.message_id]]

    @property
    def duplicates(self) -> int:
        """Mails beyond the first of each Message-ID, answered or not."""
        return len(self.taken) - len({one.message_id for one in self.taken})

    @property
    def answered_again(self) -> int:
        """Those of them that no line cut before the answer explains."""
        answered = [one.message_id for one in self.taken if one.is_answered]
        return len(answered) - len(set(answered))
