"""kill -9 while a hall votes openly: what was answered is counted, and the chair declares it.

Web and live, which are one process here, worker, broker and database are killed while members vote.
Each asks again until there is an answer, as a person does; the last choice that was answered counts.
"""

import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest

from tests.browser.running import Running
from tests.stack import person
from tests.stack.simulated import running_product
from tests.stack.test_crash import BROKER, DATABASE, WEB, WORKER, killing

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("crash")]

MEMBERS, TIMES = 24, 6
CHOICES = ("for", "against", "abstain")


@pytest.fixture(scope="module")
def product() -> Iterator[Running]:
    with running_product() as product:
        yield product


class Voter(person.Person):
    """A member who changes their mind again and again; `choice` is the last that was answered."""

    choice = ""

    def vote(self, url: str, chance: random.Random) -> None:
        for _again in range(TIMES):
            choice = chance.choice(CHOICES)
            assert self.send(url, f"{url}cast/", choice=choice) == url
            self.choice = choice
            pressed = f'value="{choice}" aria-pressed="true"'
            assert pressed in self.page(url)  # one's own vote stands on the page
            time.sleep(chance.random())


def test_killed_processes_lose_no_vote_that_was_answered(product: Running) -> None:
    words = ["-m", "tests.benchmarks.meeting_scene", str(MEMBERS)]
    told = json.loads(product.manage(*words).splitlines()[-1])
    with ExitStack() as closing_all:
        people = [
            closing_all.enter_context(closing(Voter(product, told, number)))
            for number in range(MEMBERS + 1)
        ]
        _votes_through_kills(product, people)
    said = product.said.read_text()
    for part in ("web", "database", "worker", "broker"):
        assert f"The {part} ended (by signal SIGKILL); it is started again." in said


def _votes_through_kills(product: Running, people: list[Voter]) -> None:
    *members, chair = people
    url = chair.put("That we go on.")
    kills = ((WORKER, 0.5), (BROKER, 1), (WEB, 1), (DATABASE, 1.5), (BROKER, 1.5), (WEB, 1))
    with killing(product, *kills), ThreadPoolExecutor(8) as pool:
        votes = [
            pool.submit(one.vote, url, random.Random(number)) for number, one in enumerate(members)
        ]
        for one in votes:
            one.result(person.PATIENCE * TIMES)
    assert sum(one.client.again for one in members) > 0
    with killing(product, (WORKER, 0), (BROKER, 0)):
        chair.rule(f"{url}close/")
        chair.rule(f"{url}declare/")
    page = chair.page(url)
    counted = [int(one) for one in re.findall(r"<dd>(\d+)</dd>", page)]
    expected = Counter(one.choice for one in members)
    assert counted == [expected[one] for one in CHOICES]
    assert members[0].page(url).count("<dd>") == 3
