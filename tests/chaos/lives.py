"""What the members of a population do all day, by pages and forms alone; each returns what it saw.

Whoever gets no answer asks again (`elections.simulation.web.Client`), as a person does. What was
answered is remembered, and must stand in the end.
"""

import random
import re
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from tests.browser.running import Running
from tests.stack.person import Person

CHOICES = ("for", "against", "abstain")
ADMIT = re.compile(r'action="(/[^"]+/admit/)"')


@dataclass
class Seen:
    """What was answered: `tallies` of what was voted and what was declared, names of committees that
    were founded and of members who were admitted, announcements that were sent."""

    tallies: list[tuple[list[int], list[int]]] = field(default_factory=list)
    votes: int = 0
    founded: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    again: int = 0
    lock: Lock = field(default_factory=Lock)

    def note(self, person: Person) -> None:
        """How often somebody had to ask again."""
        with self.lock:
            self.again += person.client.again
            person.client.again = 0


class Population:
    """Everybody of one scene; `until` is when they go home (`time.monotonic`)."""

    def __init__(self, product: Running, told: dict[str, Any], until: float, seed: int) -> None:
        self.product, self.told, self.until = product, told, until
        self.chance = random.Random(seed)
        self.seen = Seen()

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.until

    def somebody(self, number: int, of: str = "sessions") -> Person:
        """A browser with the session of this one."""
        return Person(self.product, self.told, number, of=of)

    # The hall ---------------------------------------------------------------------------------

    def meet(self, voters: int) -> None:
        """The chair puts one question after another; so many, by lot, vote and change their minds."""
        members = range(len(self.told["sessions"]) - 1)
        with closing(self.somebody(-1)) as chair, ThreadPoolExecutor(4) as pool:
            known: set[str] = set()
            while not self.is_over:
                url = self._put(chair, known)
                known.add(url)
                chosen = self.chance.sample(members, min(voters, len(members)))
                orders = [(url, one, self.chance.randrange(2**32)) for one in chosen]
                counted = Counter(pool.map(lambda order: self._vote(*order), orders))
                chair.rule(f"{url}close/")
                chair.rule(f"{url}declare/")
                told = [int(one) for one in re.findall(r"<dd>(\d+)</dd>", chair.page(url))]
                self.seen.tallies.append(([counted[one] for one in CHOICES], told))
            self.seen.note(chair)

    def _put(self, chair: Person, known: set[str]) -> str:
        """The address of the next vote, also where its answer was lost and the hall had moved on."""
        said = chair.put(f"That we go on, for the {len(known) + 1}th time.")
        page = said if "/votes/" in said else chair.page(f"{chair.meeting}/chair/")
        found = set(re.findall(rf"{chair.meeting}/votes/\w+/", page)) - known
        assert len(found) == 1, (said[:300], found)
        return found.pop()

    def _vote(self, url: str, number: int, seed: int) -> str:
        chance = random.Random(seed)
        with closing(self.somebody(number)) as member:
            for _again in range(chance.choice((1, 1, 1, 2))):
                choice = chance.choice(CHOICES)
                said = member.send(url, f"{url}cast/", choice=choice)
                assert said == url, said[:500]
                self.seen.votes += 1
            self.seen.note(member)
        return choice

    # The roll -----------------------------------------------------------------------------------

    def join(self) -> None:
        """One newcomer after another asks, and both secretaries say yes."""
        page = f"/committees/{self.told['committee']}"
        with closing(self.somebody(-1)) as first, closing(self.somebody(0, "second")) as second:
            for number in self._spread(len(self.told["newcomers"])):
                name = f"Newcomer {number}"
                with closing(self.somebody(number, "newcomers")) as one:
                    path = f"{page}/join/"
                    said = one.send(path, path, chosen_name=name, greeting="")
                    assert said == path, said[:500]
                    self.seen.note(one)
                for secretary in (first, second):
                    self._admit(secretary, f"{page}/requests/")
                self.seen.asked.append(name)
            self.seen.note(first)
            self.seen.note(second)

    def _admit(self, secretary: Person, page: str) -> None:
        for path in ADMIT.findall(secretary.page(page)):
            secretary.send(page, path)

    def found(self) -> None:
        """One founder after another opens a committee on a campus of their own."""
        for number in self._spread(len(self.told["founders"])):
            with closing(self.somebody(number, "founders")) as one:
                name = f"Committee of founder {number}"
                path = f"/campuses/{self.told['campuses'][number]}/open/"
                said = one.send_once(
                    path, path, name=name, chosen_name="Zia", aims="To meet.", preset="simple",
                    discretion="plain",
                )  # fmt: skip
                assert said.startswith("/committees/"), said[:500]
                self.seen.founded.append(name)
                self.seen.note(one)

    def announce(self, number: int) -> None:
        """So many announcements, by two people."""
        page = f"/committees/{self.told['committee']}/announcements/"
        with closing(self.somebody(-1)) as author, closing(self.somebody(0, "second")) as second:
            for one in self._spread(number):
                title = f"News {one}"
                form = {"title": title, "text": "Come to the **main gate**."}
                path = author.send_once(f"{page}write/", f"{page}write/", **form)
                assert path.startswith("/announcements/"), path[:500]
                author.send(path, f"{path}send/")
                if "confirm/" in second.page(path):
                    second.send(path, f"{path}confirm/")
                self.seen.announced.append(title)
            self.seen.note(author)
            self.seen.note(second)

    def _spread(self, number: int) -> Iterable[int]:
        """The numbers, spread over the time that is left; all of them, however late."""
        began = time.monotonic()
        pause = max(0.0, self.until - began) / max(1, number)
        for one in range(number):
            time.sleep(max(0.0, began + one * pause - time.monotonic()))
            yield one
