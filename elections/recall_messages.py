"""What a recall says by mail: the same text for everybody; no name, no office, no reason."""

from datetime import datetime
from typing import Any

from ballots import definitions
from elections.models import RecallPetition
from notices.models import Category
from notices.operations.messages import send_message


def tell_opened(petition: RecallPetition, *, at: datetime) -> None:
    """Every member hears of it in the same moment, the person concerned too."""
    _send(petition, "recall_opened", "committees.members", at=at)


def tell_called(petition: RecallPetition, *, at: datetime) -> None:
    """The notice of the vote."""
    _send(petition, "recall_called", "committees.members", at=at)


def tell_voting(petition: RecallPetition, *, at: datetime) -> None:
    """Voting is open."""
    _send(petition, "recall_voting", "elections.recall_roll", at=at)


def tell_last_call(petition: RecallPetition, *, at: datetime) -> None:
    """To those who have taken no paper; it goes at once, also in the evening."""
    _send(petition, "recall_last_call", "elections.recall_without_paper", at=at)


def tell_result(petition: RecallPetition, *, at: datetime) -> None:
    """The ballots are counted."""
    _send(petition, "recall_result", "committees.members", at=at, is_formal=False)


def tell_repeated(petition: RecallPetition, *, at: datetime) -> None:
    """The vote is held anew."""
    _send(petition, "recall_repeated", "committees.members", at=at)


def tell_no_result(petition: RecallPetition, *, at: datetime) -> None:
    """A vote that was called has no result: nobody shall wait for it."""
    _send(petition, "recall_no_result", "committees.members", at=at)


def _send(
    petition: RecallPetition, news: str, audience: str, *, at: datetime, is_formal: bool = True
) -> None:
    committee = petition.committee
    contest = petition.contest.public_id if petition.contest else ""
    send_message(
        f"{news}:{petition.public_id}:{contest}",
        category=Category.ELECTIONS,
        audience=audience,
        about={"recall": petition.public_id, "committee": committee.public_id},
        template=f"elections/email/{news}",
        context=committee.mail_context | _context(petition),
        scope=committee.public_id,
        sender=committee.name,
        is_formal=is_formal,
        # Whom it goes to is nobody’s business: it stands in no list.
        in_app=audience != "elections.recall_without_paper",
        at=at,
    )


def _context(petition: RecallPetition) -> dict[str, Any]:
    moments = {
        "lapses_at": petition.lapses_at,
        "voting_opens_at": petition.voting_opens_at,
        "voting_closes_at": petition.voting_closes_at,
    }
    contest = petition.contest
    return {
        "recall": petition.public_id,
        "needed": petition.needed_at(petition.opened_at),
        "fingerprint": contest.fingerprint if contest else "",
        "words": " ".join(definitions.words(contest)) if contest else "",
        **{name: moment.isoformat() for name, moment in moments.items() if moment},
    }
