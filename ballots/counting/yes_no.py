"""A yes/no question: candidate 1 is yes, candidate 2 is no."""

from __future__ import annotations

from ballots.counting.contest import Contest, ContestError
from ballots.counting.reasons import SCALE, Reason, ReasonCode
from ballots.counting.results import Count, Stage

YES, NO = 1, 2


def count_yes_no(contest: Contest) -> Count:
    """Count a question by its terms; blank papers count for turnout and nothing else."""
    answers = {YES: 0, NO: 0}
    blank = 0
    for weight, ranking in contest.papers:
        if not ranking:
            blank += weight
        elif len(ranking) == 1 and ranking[0] in answers:
            answers[ranking[0]] += weight
        else:
            raise ContestError("A paper in a yes/no question holds one answer or none.")
    yes, no = answers[YES], answers[NO]
    verdict = _verdict(contest, yes, no, blank)
    elected = (YES,) if verdict.code is ReasonCode.CARRIED else ()
    stage = Stage(
        number=1,
        votes=(yes * SCALE, no * SCALE),
        non_transferable=0,
        elected=elected,
        reasons=(Reason(ReasonCode.ANSWERS, (), {"yes": yes, "no": no, "blank": blank}), verdict),
    )
    return Count(
        rule=contest.rule,
        title=contest.title,
        candidates=contest.candidates,
        withdrawn=(),
        ron=None,
        seats=1,
        quota=_least_yes(contest, yes + no),
        valid=yes + no,
        blank=blank,
        invalid=contest.invalid,
        elected=elected,
        reopened=0,
        stages=(stage,),
    )


def _least_yes(contest: Contest, votes: int) -> int:
    """The fewest votes for yes that carry the question."""
    terms = contest.terms
    share = votes * terms.numerator
    least = -(-share // terms.denominator) if terms.at_least else share // terms.denominator + 1
    return max(least, votes // 2 + 1)


def _verdict(contest: Contest, yes: int, no: int, blank: int) -> Reason:
    terms = contest.terms
    papers = yes + no + blank
    if papers < terms.papers_needed:
        return Reason(
            ReasonCode.FELL_TURNOUT, (), {"papers": papers, "needed": terms.papers_needed}
        )
    if yes == no:
        return Reason(ReasonCode.FELL_TIE)
    if yes < no:
        return Reason(ReasonCode.FELL_MINORITY)
    if yes < _least_yes(contest, yes + no):
        shares = {"numerator": terms.numerator, "denominator": terms.denominator}
        return Reason(ReasonCode.FELL_THRESHOLD, (), shares)
    return Reason(ReasonCode.CARRIED)
