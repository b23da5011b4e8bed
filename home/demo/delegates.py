"""Delegates of the demonstration world at work: a council held days ago, and one that is near."""

from datetime import datetime, time, timedelta

from committees.models import Committee, Mandate, MandateSource, Membership, Office, Reach
from committees.operations.councils import join_council, open_council
from committees.operations.mandates import give_mandate
from committees.standing_orders import orders
from core import words
from councils.models import Report
from councils.operations.instructions import give_instructions
from councils.operations.reports import Said, make_report
from home.demo.assemblies import Assembly
from meetings import rules
from meetings.agenda import Item
from meetings.models import ItemKind, Meeting, Motion, Resolution
from meetings.operations.meetings import Details, call_meeting, close_meeting
from meetings.operations.motions import Draft, second_motion, submit_motion
from meetings.subjects import Subject

COUNCIL = "Council of the Coasts"
OURS = "City College Committee"
COMMITTEES = (OURS, "Hunter Rank and File", "Berkeley Committee")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BUSES = Draft("To demand a bus every ten minutes until midnight.", title="More buses")
DAY_OF_ACTION = Draft(
    "That we all walk out for an hour on the first of May.", title="A day of action"
)
FARES = Draft("To demand that students ride for free.", title="Free buses")


def at_work(*, now: datetime) -> None:
    """The council is joined, held, reported on by one of its delegates, and called again."""
    at = now - 11 * DAY
    committees = [Committee.objects.get(name=one) for one in COMMITTEES]
    ours = committees[0]
    resolutions = list(Resolution.objects.filter(committee=ours).order_by("number"))
    _send(ours, resolutions[0], at=at)
    council = open_council(
        name=COUNCIL,
        reach=Reach.COUNTRY,
        area="",
        aims=words.get("aims-workers").body,
        by=_coordinator(ours),
        at=at,
    )
    for committee in committees:
        join_council(council, committee, decision=council.public_id, at=at + HOUR)
    council.refresh_from_db()
    members = _sitting(council)
    past = _called(council, members, now - 2 * DAY, (BUSES, DAY_OF_ACTION), at=at + 2 * HOUR)
    items = list(past.agenda.filter(kind=ItemKind.MOTION).order_by("position"))
    told = {
        items[0].public_id: ("for", ""),
        items[1].public_id: ("guided", "Not during the examinations, and only if three join in."),
    }
    give_instructions(ours, past, told, resolution=resolutions[1], at=at + 5 * HOUR)
    _hold(past, members)
    _report(ours, past)
    near = _called(council, members, now + 2 * DAY, (FARES,), at=now - 6 * DAY)
    item = near.agenda.filter(kind=ItemKind.MOTION)[0]
    told = {item.public_id: ("against", "")}
    give_instructions(ours, near, told, resolution=resolutions[1], at=now - HOUR)


def _send(committee: Committee, resolution: Resolution, *, at: datetime) -> None:
    """Before their election is over, two members go by a resolution."""
    chosen = Membership.objects.active().filter(committee=committee, mandates__isnull=True)
    for position, member in enumerate(chosen.order_by("pk")[3:5], 1):
        give_mandate(
            member,
            office=Office.DELEGATE,
            source=MandateSource.RESOLUTION,
            decision=resolution.public_id,
            at=at,
            ends_at=orders(committee).term_end(Office.DELEGATE, at),
            position=position,
        )


def _sitting(council: Committee) -> list[Membership]:
    """Whoever sits there, a coordinator of the council first."""
    first = _coordinator(council)
    rows = Membership.objects.active().filter(committee=council).exclude(pk=first.pk)
    return [first, *rows.select_related("committee").order_by("pk")]


def _called(
    council: Committee,
    members: list[Membership],
    day: datetime,
    drafts: tuple[Draft, ...],
    *,
    at: datetime,
) -> Meeting:
    """A meeting of the council with these motions on its agenda."""
    details = Details(
        title="Council of delegates",
        local_date=day.astimezone(council.timezone).date(),
        local_time=time(18),
        place="Online",
        agenda=(Item("What each campus does next", 20), Item("Motions", 40)),
    )
    kind = rules.kinds(council)[0]
    meeting = call_meeting(council, kind=kind, details=details, by=members[0], at=at)
    for number, draft in enumerate(drafts):
        put = Draft(draft.resolves, title=draft.title, meeting=meeting)
        motion = submit_motion(council, put, by=members[number], at=at + HOUR)
        second_motion(motion, by=members[number + 1], at=at + 2 * HOUR)
    return meeting


def _hold(meeting: Meeting, members: list[Membership]) -> None:
    """Every motion is carried, in the open."""
    assembly = Assembly(meeting, members)
    moment = assembly.begin()
    for _motion in Motion.objects.filter(meeting=meeting):
        item = assembly.go_to(ItemKind.MOTION, moment)[0]
        assert item.motion is not None
        motion = assembly.debate(item.motion, moment)
        assembly.decide(Subject("motion", motion=motion), moment + HOUR / 10, against=1)
        moment += HOUR / 4
    close_meeting(meeting, present=len(members), by=members[0], at=moment)


def _report(committee: Committee, meeting: Meeting) -> None:
    """One of the two delegates has reported: told to vote for it, voted against it."""
    report = Report.objects.filter(
        seat__affiliation__committee=committee, meeting=meeting
    ).order_by("pk")[0]
    votes = [("not", ""), ("against", "The south asked us to wait, and I agreed."), ("for", "")]
    items = [one.item.public_id for one in report.lines.order_by("item__position")]
    said = Said(
        "More buses: carried. A day of action on the first of May: carried.",
        asked="Twenty people at the main gate on the first of May, from seven on.",
        asked_by=(report.owed_at + 14 * DAY).date(),
        voted=dict(zip(items, votes, strict=False)),
    )
    by = report.seat.mandate.membership
    make_report(report, said, by=by, at=report.owed_at + 20 * HOUR)


def _coordinator(committee: Committee) -> Membership:
    rows = Mandate.objects.live().filter(committee=committee, office=Office.COORDINATOR)
    member = rows.select_related("membership").order_by("pk")[0].membership
    member.committee = committee
    return member
