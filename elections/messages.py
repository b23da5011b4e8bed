"""What an election says by mail: the same text for everybody, never a name and never a choice."""

from datetime import date, datetime
from typing import Any

from ballots import definitions
from elections.models import (
    Candidacy,
    Challenge,
    Election,
    ElectionNews,
    ElectionReminder,
    ElectionStatus,
    Observer,
    Teller,
    Words,
)
from notices.models import Category
from notices.operations.messages import send_message

# What is sent in which state, to whom, and whether it is formal: it goes at once, also in quiet
# hours. Who has unsubscribed from elections gets it no more than the rest: only security mail
# cannot be refused.
_NEWS: dict[str, tuple[set[str], str, bool]] = {
    ElectionNews.NOMINATIONS_OPEN: ({ElectionStatus.NOMINATIONS}, "committees.members", True),
    ElectionNews.CANDIDATES_PUBLISHED: ({ElectionStatus.QUESTIONS}, "committees.members", False),
    ElectionNews.VOTING_OPENS: ({ElectionStatus.VOTING}, "elections.roll", True),
    ElectionNews.MIDPOINT: ({ElectionStatus.VOTING}, "elections.without_paper", False),
    ElectionNews.LAST_CALL: ({ElectionStatus.VOTING}, "elections.without_paper", False),
    ElectionNews.RESULT: (
        {ElectionStatus.DECLARED, ElectionStatus.FINAL},
        "committees.members",
        False,
    ),
}


def send_due(reminder: ElectionReminder, *, at: datetime) -> bool:
    """Send what is due; False where the election has moved past it, and nothing goes out."""
    election = reminder.election
    states, audience, is_formal = _NEWS[reminder.news]
    if election.status not in states:
        return False
    _send(election, reminder.news, audience, at=at, is_formal=is_formal)
    return True


def tell_void(election: Election, *, at: datetime) -> None:
    """An election ended without a result: nobody shall wait for it."""
    _send(election, "void", "committees.members", at=at, is_formal=True)


def ask_nominee(candidacy: Candidacy, *, at: datetime) -> None:
    """Somebody was nominated: will they stand?"""
    about = {"candidacy": candidacy.public_id}
    key = f"election:nominated:{candidacy.public_id}"
    _to_one(key, "elections.nominee", about, "nominated", candidacy.election, at=at)


def ask_observer(observer: Observer, *, at: datetime) -> None:
    """Somebody was named to watch: will they?"""
    election = observer.candidacy.election
    _to_one(
        f"election:observer:{observer.public_id}",
        "elections.observer",
        {"observer": observer.public_id},
        "observer_asked",
        election,
        at=at,
    )


def tell_author(election: Election, words: Words, *, at: datetime) -> None:
    """Whose words were taken down hears of it, where it is known who wrote them."""
    kind = words._meta.model_name or ""
    about = {kind: words.public_id}  # type: ignore[attr-defined]
    key = f"election:taken_down:{about[kind]}:{at.isoformat()}"
    _to_one(key, "elections.author", about, "taken_down", election, at=at)


def tell_of_questions(election: Election, day: date, *, at: datetime) -> None:
    """Questions wait for answers; at most one mail a day, to those who have not answered all."""
    key = f"election:questions:{election.public_id}:{day}"
    about = {"election": election.public_id}
    _to_one(key, "elections.asked", about, "questions", election, at=at, is_formal=False)


def _to_one(
    key: str,
    audience: str,
    about: dict[str, Any],
    template: str,
    election: Election,
    *,
    at: datetime,
    is_formal: bool = True,
) -> None:
    send_message(
        key,
        category=Category.ELECTIONS,
        audience=audience,
        about=about,
        template=f"elections/email/{template}",
        context=_context(election) | about,
        scope=election.committee.public_id,
        sender=election.committee.name,
        is_formal=is_formal,
        at=at,
    )


def tell_challenge(challenge: Challenge, *, at: datetime) -> None:
    """The result is challenged: every member reads why, and a meeting decides."""
    _send(
        challenge.election,
        f"challenged:{challenge.public_id}",
        "committees.members",
        template="challenged",
        at=at,
        is_formal=False,
    )


def ask_successor(candidacy: Candidacy, *, at: datetime) -> None:
    """A place fell vacant, and the count-back elects this candidate: will they carry it?"""
    send_message(
        f"election:successor:{candidacy.public_id}:{at.isoformat()}",
        category=Category.ELECTIONS,
        audience="elections.nominee",
        about={"candidacy": candidacy.public_id},
        template="elections/email/successor",
        context=_context(candidacy.election)
        | {"committee_id": candidacy.election.committee.public_id},
        scope=candidacy.election.committee.public_id,
        sender=candidacy.election.committee.name,
        is_formal=True,
        at=at,
    )


def ask_teller(teller: Teller, *, at: datetime) -> None:
    """Somebody is asked to hold a key: will they?"""
    _send_to_teller(teller, "teller_asked", at=at)


def tell_tellers(election: Election, news: str, *, at: datetime) -> None:
    """Ask each teller: to find their keys on the printed paper, or to open the ballots."""
    for teller in election.tellers.holding():
        _send_to_teller(teller, news, at=at)


def _send_to_teller(teller: Teller, news: str, *, at: datetime) -> None:
    election = teller.election
    once = f"{teller.public_id}:{election.contest.public_id}:{teller.asked_at.isoformat()}"
    send_message(
        f"election:{news}:{once}",
        category=Category.ELECTIONS,
        audience="elections.teller",
        about={"teller": teller.public_id},
        template=f"elections/email/{news}",
        context=_context(election) | {"teller": teller.public_id},
        scope=election.committee.public_id,
        sender=election.committee.name,
        is_formal=True,
        at=at,
    )


def _send(
    election: Election,
    news: str,
    audience: str,
    *,
    at: datetime,
    is_formal: bool,
    template: str = "",
) -> None:
    committee = election.committee
    send_message(
        f"election:{news}:{election.public_id}",
        category=Category.ELECTIONS,
        audience=audience,
        about={"election": election.public_id, "committee": committee.public_id},
        template=f"elections/email/{template or news}",
        context=_context(election),
        scope=committee.public_id,
        sender=committee.name,
        is_formal=is_formal,
        # Whom it goes to is nobody’s business: it stands in no list.
        in_app=audience != "elections.without_paper",
        at=at,
    )


def _context(election: Election) -> dict[str, Any]:
    return election.committee.mail_context | {
        "election": election.public_id,
        "title": election.title,
        "is_practice": election.is_practice,
        "seats": election.seats,
        "because": election.void_because,
        "fingerprint": election.contest.fingerprint,
        "words": " ".join(definitions.words(election.contest)),
        "nominations_close_at": election.nominations_close_at.isoformat(),
        "voting_opens_at": election.voting_opens_at.isoformat(),
        "voting_closes_at": election.voting_closes_at.isoformat(),
        "challenge_ends_at": election.challenge_ends_at.isoformat(),
    }
