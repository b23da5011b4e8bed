"""A joint meeting of the demonstration world: one committee calls it, one comes, one is asked."""

from datetime import datetime, time, timedelta

from committees.models import Committee, Mandate, Membership, Office
from meetings.agenda import Item
from meetings.models import Meeting
from meetings.operations import joint
from meetings.operations.meetings import Details
from meetings.operations.motions import Draft, second_motion, submit_motion

HOST, COMES, ASKED = "Jadavpur Committee", "Komitee an der Humboldt", "City College Committee"
TITLE = "One day, every campus"
WORDS = (
    "To hold a day of action on every campus on the same day, and to invite those who work there."
)


def meet(*, now: datetime) -> None:
    """Called for ten days from now, with a motion on which each committee votes for itself."""
    at = now - timedelta(hours=2)
    host, comes, asked = (Committee.objects.get(name=one) for one in (HOST, COMES, ASKED))
    details = Details(
        title=TITLE,
        local_date=(now + timedelta(days=10)).astimezone(host.timezone).date(),
        local_time=time(18),
        place="Hall of the railway workers’ union",
        agenda=(Item("Why we meet together", 15), Item("Motions", 45)),
        room_link="https://meet.example.org/one-day",
    )
    called = joint.call_joint_meeting(
        host, kind="general", details=details, by=_coordinator(host), at=at
    )
    for committee in (comes, asked):
        part = joint.invite_committee(called, committee=committee, by=_coordinator(host), at=at)
        if committee == comes:
            joint.accept_joint_meeting(part, by=_coordinator(comes), at=at)
    meeting = Meeting.objects.get(joint=called, committee=host)
    proposer, seconder = host.memberships.filter(status="active").order_by("pk")[1:3]
    draft = Draft(resolves=WORDS, title="A day of action", meeting=meeting)
    second_motion(submit_motion(host, draft, by=proposer, at=at), by=seconder, at=at)


def _coordinator(committee: Committee) -> Membership:
    rows = Mandate.objects.live().filter(committee=committee, office=Office.COORDINATOR)
    member = rows.select_related("membership").order_by("pk")[0].membership
    member.committee = committee
    return member
