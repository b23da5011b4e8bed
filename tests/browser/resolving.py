"""A meeting of a running product's committee that carries one motion, as another test walks it.

Runs as `python -m tests.browser.resolving MOTION` with the `VAR_DIR` of a running product; MOTION is
the end of its page's address, and it is seconded. Everybody is there and votes for it, openly.
"""

import os
import sys
from datetime import timedelta

import django


def main() -> None:
    from core import clock
    from meetings.models import ItemKind, Motion, MotionStatus
    from meetings.operations.casting import cast_open_vote
    from meetings.operations.meetings import close_meeting
    from meetings.operations.questions import put_question
    from meetings.operations.votes import close_vote, declare_vote
    from meetings.subjects import Subject
    from tests.factories_meetings import AgendaItemFactory, AttendanceFactory, MeetingFactory

    at = clock.now()
    motion = Motion.objects.select_related("committee").get(public_id=sys.argv[1])
    assert motion.status == MotionStatus.SECONDED, motion.status
    committee = motion.committee
    meeting = MeetingFactory(
        committee=committee,
        status="open",
        opened_at=at,
        starts_at=at - timedelta(minutes=10),
        ends_at=at + timedelta(hours=1),
        local_date=at.astimezone(committee.timezone).date(),
    )
    members = list(committee.memberships.active().select_related("committee").order_by("pk"))
    for one in members:
        AttendanceFactory(meeting=meeting, membership=one)
    motion.meeting, motion.status = meeting, MotionStatus.MOVED
    motion.save(update_fields=["meeting", "status"])
    AgendaItemFactory(meeting=meeting, kind=ItemKind.MOTION, motion=motion, title=motion.title)
    chair = next(one for one in members if one.holds("coordinator"))
    subject = Subject("motion", motion=motion)
    vote = put_question(meeting, subject=subject, method="open", by=chair, at=at, seen=None)
    for one in members:
        cast_open_vote(vote, choice="for", by=one, at=at)
    close_vote(vote, by=chair, at=at)
    declare_vote(vote, by=chair, at=at, seen=None)
    close_meeting(meeting, present=len(members), by=chair, at=at)
    motion.refresh_from_db()
    print(motion.status)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
