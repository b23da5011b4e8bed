"""Who may do what, and why not: the answer that a permission gives."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


class Refused(PermissionDenied):
    """An operation was asked for by someone who may not, or at a wrong time; str() is the reason."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed, or denied with the reason a person reads."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed

    def enforce(self) -> None:
        """Raise `Refused` with the reason where the decision is no."""
        if not self.allowed:
            raise Refused(str(self.reason))


ALLOWED = Decision(allowed=True)


def denied(reason: str | Promise) -> Decision:
    """A no, with the sentence that explains it."""
    return Decision(allowed=False, reason=reason)
