"""One rule: its default, its limits, its unit, and the sentence that says it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

_UNITS: dict[str, Callable[[int], str]] = {
    "people": lambda n: ngettext("%(n)d person", "%(n)d people", n),
    "days": lambda n: ngettext("%(n)d day", "%(n)d days", n),
    "hours": lambda n: ngettext("%(n)d hour", "%(n)d hours", n),
    "minutes": lambda n: ngettext("%(n)d minute", "%(n)d minutes", n),
    "months": lambda n: ngettext("%(n)d month", "%(n)d months", n),
    "words": lambda n: ngettext("%(n)d word", "%(n)d words", n),
    "times": lambda n: ngettext("%(n)d time", "%(n)d times", n),
    "percent": lambda _n: "%(n)d %%",
}


GROUPS = {
    "founding": _("Founding"),
    "meetings": _("Meetings and notice"),
    "quorum": _("Quorum"),
    "motions": _("Motions and debate"),
    "elections": _("Elections and terms"),
    "recall": _("Recall"),
    "delegates": _("Delegates and councils"),
    "strikes": _("Strike or walkout"),
    "minutes": _("Minutes"),
}
# What the words of a group mean, for somebody who reads rules for the first time.
MEANINGS = {
    "founding": _("How a committee begins."),
    "meetings": _(
        "Notice is the message that says when a meeting is, where, and what it is about. A general"
        " meeting is the ordinary one; a mass meeting is for everybody at once."
    ),
    "quorum": _("A quorum is how many members must be there before a meeting may decide."),
    "motions": _(
        "A motion is a proposal that a meeting votes on. An amendment changes its words before the"
        " vote."
    ),
    "elections": _(
        "To nominate is to propose somebody. The roll is the list of who may vote; members never"
        " see it. An office is a task that somebody is elected to."
    ),
    "recall": _(
        "A recall ends somebody’s mandate early, by the vote of those who gave it. A mandate is"
        " what somebody is elected to do."
    ),
    "delegates": _(
        "A delegate speaks for the committee at a council, where several committees meet. With a"
        " bound mandate we say before how they vote."
    ),
    "strikes": _("To strike is to refuse work or lessons together, and only after a vote."),
    "minutes": _("Minutes are the written record of what a meeting decided."),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its default, the limits a resolution keeps to, and the sentence that says it."""

    key: str
    group: str
    name: str | Promise
    default: int
    minimum: int
    maximum: int
    unit: str
    sentence: str | Promise

    def measured(self, value: int) -> str:
        """The value with its unit, as read aloud."""
        return _UNITS[self.unit](value) % {"n": value}

    def said(self, value: int) -> str:
        """The rule as a sentence with this value in it."""
        return str(self.sentence) % {"value": self.measured(value)}

    @property
    def limits(self) -> str:
        return f"{self.measured(self.minimum)} – {self.measured(self.maximum)}"


def rule(
    default: int,
    limits: tuple[int, int],
    unit: str,
    group: str,
    name: str | Promise,
    sentence: str | Promise,
) -> int:
    """A field of `StandingOrders` that carries its rule."""
    about = {"limits": limits, "unit": unit, "group": group, "name": name, "sentence": sentence}
    return field(default=default, metadata=about)
