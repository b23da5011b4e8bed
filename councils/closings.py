"""What follows from the close of a council's meeting that took place."""

from datetime import datetime

from councils.operations.ratifications import ask_to_ratify
from councils.operations.reports import owe_reports
from meetings.closings import closed
from meetings.models import Meeting


@closed
def delegates_report_and_committees_answer(meeting: Meeting, at: datetime) -> None:
    """Whoever sat there owes a report, and what was resolved goes to each committee."""
    if meeting.committee.is_council and meeting.opened_at is not None:
        owe_reports(meeting, at=at)
        ask_to_ratify(meeting, at=at)
