"""What a strike ballot says by mail: the same text for everybody; nothing of a practice."""

from datetime import datetime

from ballots import definitions
from elections.models import StrikeBallot
from notices.models import Category
from notices.operations.messages import send_message

_AUDIENCES = {
    "strike_voting": "elections.strike_roll",
    "strike_last_call": "elections.strike_without_paper",
}


def tell(ballot: StrikeBallot, news: str, *, at: datetime) -> None:
    """One of: called, voting, last call, result, void."""
    if ballot.is_practice:
        return
    committee, contest = ballot.committee, ballot.contest
    audience = _AUDIENCES.get(news, "committees.members")
    context = committee.mail_context | {
        "ballot": ballot.public_id,
        "voting_opens_at": ballot.voting_opens_at.isoformat(),
        "voting_closes_at": ballot.voting_closes_at.isoformat(),
        "fingerprint": contest.fingerprint,
        "words": " ".join(definitions.words(contest)),
        "needed": ballot.needed,
    }
    if not context["discreet"]:
        context |= {"title": ballot.title}
    send_message(
        f"{news}:{ballot.public_id}",
        category=Category.ELECTIONS,
        audience=audience,
        about={"strike_ballot": ballot.public_id, "committee": committee.public_id},
        template=f"elections/email/{news}",
        context=context,
        at=at,
        scope=committee.public_id,
        sender=committee.name,
        is_formal=news != "strike_result",
        # Whom it goes to is nobody’s business: it stands in no list.
        in_app=audience != "elections.strike_without_paper",
    )
