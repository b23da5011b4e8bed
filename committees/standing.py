"""Whether a committee may begin something new: a motion, a vote, a call, a mail to its members."""

from django.utils.translation import gettext_lazy as _

from committees.models import Committee
from core.decision import ALLOWED, Decision, denied


def may_begin(committee: Committee) -> Decision:
    """Not once it is dissolved, nor while the host has suspended it.

    What had begun before is finished, and reading, exporting, leaving and erasing ask nobody.
    """
    if not committee.is_alive:
        return denied(_("This committee is dissolved."))
    if committee.is_suspended:
        return denied(_("The host has suspended this committee. Its page says why."))
    return ALLOWED
