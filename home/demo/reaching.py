"""The demonstration world reaches out: statements, a workplace, who agreed to be contacted, visits."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from committees.models import Committee, FacePart, Membership
from meetings.models import Resolution
from meetings.times import resolve
from outreach.models import Workplace
from outreach.operations import contact_form_face, contacts, delegations, statements, workplaces

DAY = timedelta(days=1)
TITLE = "Keep the library open"
TEXT = (
    "On Monday the library was closed from two o’clock on. Nobody asked us.\n\n"
    "Two hundred of us have no other place to work in the afternoon. The people who work there "
    "were told by a note on the door.\n\n"
    "We demand:\n"
    "– The library opens until six, from next week on.\n"
    "– No cuts to the hours of those who work there.\n"
    "– No reprisals against anybody who speaks.\n\n"
    "Come to our meeting. Teachers, librarians, parents: decide with us, and sign."
)
SPANISH = (
    "Más horas en la biblioteca",
    (
        "Exigir que la biblioteca abra hasta las nueve desde mayo.\n"
        "Reunir firmas en la puerta principal.\n"
        "Informar en la próxima reunión."
    ),
)


def reach_out(committee: Committee, members: Sequence[Membership], *, at: datetime) -> None:
    """What its first meeting decided, as far as it has come."""
    founder, second = members[0], members[1]
    first, other = Resolution.objects.filter(committee=committee).order_by("number")[:2]
    shows = list(FacePart)
    contact_form_face.set_face(committee, shows, by=None, at=at)
    statements.draft_statement(committee, title=TITLE, text=TEXT, language="en", by=founder, at=at)
    statement = statements.adopt_statement(first, draft=None, origin=None, at=at)
    statements.translate_statement(
        statement,
        "es",
        title=SPANISH[0],
        text=SPANISH[1],
        by=founder,
        at=at,
    )
    workplace = _workplaces(committee, founder, at)
    contacts.name_member(workplace, name=second.chosen_name, by=founder, at=at)
    contacts.name_member(workplace, name=members[2].chosen_name, by=founder, at=at)
    contacts.record_contact(
        workplace,
        name="Somebody in the laundry",
        reach="After the early shift, at the bus stop",
        agreed_to="To be told when we meet about the hospital.",
        agreed_on=at.date(),
        asked_by="delegation",
        by=second,
        at=at,
    )
    _visits(workplace, (first, other), members, at)


def _workplaces(committee: Committee, by: Membership, at: datetime) -> Workplace:
    made = []
    for name, kind in (("General Hospital", "hospital"), ("Bus Depot North", "transit")):
        said = {
            "name": name,
            "kind": kind,
            "city": committee.campus.city if committee.campus else "",
            "country": committee.country,
            "timezone": committee.timezone,
            "unions": "The nurses’ union" if kind == "hospital" else "",
            "note": "The early shift ends at two. Gate B is on a public street.",
        }
        made.append(workplaces.add_workplace(committee, said, by=by, at=at))
    return made[0]


def _visits(
    workplace: Workplace,
    decided: Sequence[Resolution],
    members: Sequence[Membership],
    at: datetime,
) -> None:
    """One that went, with its report, and one to come."""
    for resolution, days in zip(decided, (-2, 6), strict=True):
        day = (at + days * DAY).astimezone(workplace.timezone).date()
        hour = time(14, 0)
        visit = delegations.Visit(
            workplace=workplace,
            campus=None,
            day=day,
            hour=hour,
            zone=workplace.timezone,
            starts_at=resolve(day, hour, workplace.timezone).at,
            places=4,
            statement=None,
        )
        sent = delegations.send_delegation(resolution, visit, at=at - 5 * DAY)
        for member, carries in ((members[0], "statement"), (members[2], "questions")):
            delegations.join_delegation(sent, carries=carries, by=member, at=at - 4 * DAY)
        if days > 0:
            continue
        follow_up = delegations.Next("Bring the leaflet to the night shift", (at + DAY).date())
        delegations.report_delegation(
            sent,
            met=23,
            said="They want a say in the rota, and they are short of two people on every shift.",
            agreed="We come again in two weeks, and bring what they asked for.",
            follow_ups_=[follow_up._replace(is_mine=True), follow_up],
            by=members[0],
            at=visit.starts_at + 2 * timedelta(hours=1),
        )
