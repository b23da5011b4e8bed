"""Which mail providers want to be left alone for a while. In memory only, never in a table."""

from collections import Counter
from dataclasses import dataclass, field

from notices.answers import Answer, Kind

IN_A_ROW = 3  # "later" from one domain, without anything else between


@dataclass
class Domains:
    """What the domains of one message's recipients answered to this worker."""

    _later: Counter[str] = field(default_factory=Counter)

    def heard(self, address: str, answer: Answer) -> None:
        """Note an answer. A cut line or a server that is away says nothing of one domain."""
        if answer.is_line_lost or answer.kind is Kind.SERVER_AWAY:
            return
        if answer.kind is Kind.LATER:
            self._later[_domain(address)] += 1
        else:
            self._later.pop(_domain(address), None)

    def is_slow(self, address: str) -> bool:
        """Whether its domain said "later" so often that it is asked no more for now."""
        return self._later[_domain(address)] >= IN_A_ROW


def _domain(address: str) -> str:
    return address.rpartition("@")[2].casefold()
