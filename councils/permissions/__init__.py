"""Who may do what of a delegate's work, and why not."""

from councils.permissions.instructions import give_instructions, instruct_delegates
from councils.permissions.ratifications import answer_ratification
from councils.permissions.reports import make_report
from councils.permissions.sending import send_delegate

__all__ = [
    "answer_ratification",
    "give_instructions",
    "instruct_delegates",
    "make_report",
    "send_delegate",
]
