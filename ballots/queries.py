"""What may be known of a contest: little while it is open, nearly all of it afterwards."""

import hashlib

from ballots import secrets
from ballots.counting import Contest as CountedContest
from ballots.counting import Count, count_back
from ballots.models import Ballot, Contest, ContestStatus, RollEntry

LEAST_ROLL_WITH_TURNOUT = 30
LEAST_BALLOTS_WITH_STAGES = 5


def on_roll(contest: Contest, voter: str) -> RollEntry | None:
    """This voter's place on the roll."""
    return RollEntry.objects.filter(contest=contest, voter=voter).first()


def read_back(contest: Contest, voter: str) -> list[int] | None:
    """One's own ballot while voting is open, to be changed; None where there is none."""
    try:
        secret = secrets.read(contest.public_id)
        mark = secret.mark(voter)
        ballot = Ballot.objects.filter(contest=contest, mark=mark).first()
        return list(secret.open(mark, bytes(ballot.sealed))) if ballot else None
    except secrets.SecretLost:
        return None


def turnout_so_far(contest: Contest) -> int | None:
    """How many have voted, cut to tens; None with under 30 on the roll or while nothing is open."""
    if contest.roll_size < LEAST_ROLL_WITH_TURNOUT or contest.status != ContestStatus.OPEN:
        return None
    return RollEntry.objects.filter(contest=contest, has_voted=True).count() // 10 * 10


def shows_stages(contest: Contest) -> bool:
    """Whether there are enough ballots to publish more than the result."""
    return (contest.papers or 0) >= LEAST_BALLOTS_WITH_STAGES


def ballot_lines(contest: Contest) -> bytes:
    """Every ballot as a line of numbers, sorted as bytes; the lot's seed depends on it."""
    lines: list[bytes] = []
    for choices, number in contest.counted.values_list("choices", "number"):
        lines += [(" ".join(map(str, choices)) + "\n").encode()] * number
    return b"".join(sorted(lines))


def ballots_hash(contest: Contest) -> str:
    """SHA-256 of the sorted ballots, in hex; kept with the contest once it is counted."""
    return hashlib.sha256(ballot_lines(contest)).hexdigest()


def seed(contest: Contest) -> bytes:
    """SHA-256(lot's secret ‖ identifier of the contest ‖ SHA-256(sorted ballots))."""
    ballots = bytes.fromhex(contest.ballots_hash or ballots_hash(contest))
    return hashlib.sha256(
        bytes.fromhex(contest.lot_secret) + contest.public_id.encode() + ballots
    ).digest()


def as_counted(contest: Contest) -> CountedContest:
    """A closed contest as the counting engine reads it."""
    options = list(contest.options.order_by("number"))
    papers = contest.counted.order_by("pk").values_list("choices", "number")
    return CountedContest(
        candidates=tuple(option.label for option in options),
        seats=contest.seats,
        papers=tuple((number, tuple(choices)) for choices, number in papers),
        rule=contest.rule,
        withdrawn=frozenset(option.number for option in options if option.is_withdrawn),
        ron=next((option.number for option in options if option.is_ron), None),
        seed=seed(contest),
        title=contest.question,
    )


def result(contest: Contest) -> Count | None:
    """The stages of a counted contest."""
    return Count.from_json(contest.result) if contest.result else None


def next_by_recount(contest: Contest, elected: tuple[int, ...]) -> tuple[int, ...]:
    """Who the same ballots elect without `elected`: the alternates, in order."""
    counted = as_counted(contest)
    if not set(counted.standing) - set(elected) - {counted.ron}:
        return ()
    return count_back(counted, elected).elected
