"""What may stand on a ballot, and how what is sent is read."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from ballots.models import Contest, Option


class BadBallot(ValueError):
    """A ballot that cannot be taken; the text is one sentence for the voter."""


def read_choices(sent: Iterable[str]) -> list[int]:
    """The numbers in what a form sent, in order; `BadBallot` where one is not a number."""
    sent = list(sent)
    if not all(text.isascii() and text.isdecimal() and len(text) <= 5 for text in sent):
        raise BadBallot(_("This ballot is not readable. Start again from the ballot page."))
    return [int(text) for text in sent]


def check(contest: Contest, options: Iterable[Option], choices: Sequence[int]) -> None:
    """Raise `BadBallot` with the fault, unless `choices` is a ranking of options that stand."""
    options = list(options)
    check_known(options, choices)
    known = {option.number: option for option in options}
    if len(set(choices)) != len(choices):
        raise BadBallot(_("The same candidate stands twice on this ballot. Rank each once."))
    if len(choices) > contest.most_ranks:
        raise BadBallot(
            _("You can rank at most %(most)s candidates. Take some off.")
            % {"most": contest.most_ranks}
        )
    gone = [known[number].label for number in choices if known[number].is_withdrawn]
    if gone:
        raise BadBallot(
            _("No longer standing: %(names)s. Take the name off your ballot and cast it then.")
            % {"names": ", ".join(gone)}
        )


def check_known(options: Iterable[Option], choices: Sequence[int]) -> None:
    """Raise `BadBallot` where a number belongs to no option."""
    known = {option.number for option in options}
    if any(isinstance(number, bool) or number not in known for number in choices):
        raise BadBallot(_("Somebody on this ballot is not a candidate. Start again."))
