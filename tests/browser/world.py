"""Who is in the demonstration world and which pages each can open: JSON, from beside the product.

Runs as `python -m tests.browser.world` with the `VAR_DIR` of a running product; names of pages and
of roles may follow where not all are wanted. A page is a name of the URL resolver with the objects
of the role's committee filled in, and it is listed where it answers with HTML of its own. With
`--once` an address that an earlier role was shown is not asked for again, nor what has no page (a
file, a button); a visitor and whoever reads Arabic see all of their pages. Nothing is changed but
sessions, one for each role.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import django
from django.conf import settings
from django.db.models import Model, QuerySet


class Role(NamedTuple):
    """Somebody to look at the pages as: an office in the committee whose story is `story`."""

    name: str
    story: str
    office: str
    voted: bool | None = None


# In the order of what each sees first: the coordinator of the first committee sees most.
ROLES = (
    Role("coordinator", "voting", "coordinator"),
    Role("secretary", "voting", "membership_secretary"),
    Role("returning officer", "voting", "returning_officer"),
    Role("member", "voting", "", voted=False),
    Role("member who has voted", "voting", "", voted=True),
    Role("coordinator after the count", "counted", "coordinator"),
    Role("coordinator after a large count", "large", "coordinator"),
    Role("coordinator in the nominations", "nominations", "coordinator"),
    Role("candidate in the nominations", "nominations", "candidate"),
    Role("teller who is asked", "nominations", "teller"),
    Role("coordinator before the founding", "forming", "coordinator"),
    Role("chair of an open meeting", "assembly", "chair"),
    Role("member in an open meeting", "assembly", "none"),
    Role("coordinator in Arabic", "nominations", "coordinator"),
    Role("coordinator of a council", "council", "coordinator"),
)
AT_MOST = 2  # of a kind, each in another state
LANGUAGE = "es"  # of translations
ONCE = "--once"


def main() -> None:
    from accounts.models import User
    from home.demo.people import NEWCOMER, OPERATOR
    from tests.architecture.urls import ours

    found: dict[str, Any] = {}
    shown: set[str] = set()
    pageless: set[str] = set()
    people = [(role.name, member.user, member) for role in ROLES for member in [member_of(role)]]
    for name, address in (("operator", OPERATOR), ("newcomer", NEWCOMER)):
        people.append((name, User.objects.get(email=address), member_of(ROLES[0])))
    people.append(("visitor", None, member_of(ROLES[0])))
    asked = set(sys.argv[1:]) - {ONCE}
    roles = asked & {name for name, *_one in people}
    for name, user, member in people:
        if roles and name not in roles:
            continue
        known = shown if ONCE in sys.argv and not sees_all(name) else set()
        found[name] = seen_by(user, member, asked - roles, known, pageless)
        shown |= {path for _name, path in found[name]["pages"]}
    names = sorted({one.name for one in ours() if one.name})
    print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "names": names, "roles": found}))


def sees_all(role: str) -> bool:
    """Whose pages are looked at though others were shown the same: their guise is another."""
    return role == "visitor" or "Arabic" in role


def member_of(role: Role) -> Any:
    """Who in the demonstration has this role."""
    from ballots import queries as ballots
    from ballots.models import RollEntry
    from committees.models import Membership
    from elections.models import Teller
    from home.demo.councils import WORLD
    from home.demo.world import PLACES

    if role.story == "council":
        council = Membership.objects.active().filter(
            committee__name=WORLD, mandates__office=role.office, mandates__status="live"
        )
        return council.select_related("user", "committee__campus").order_by("pk").first()
    language = "ar" if "Arabic" in role.name else "en"
    place = next(one for one in PLACES if (one.story, one.language) == (role.story, language))
    members = Membership.objects.active().filter(committee__name=place.name)
    if role.office == "candidate":
        members = members.filter(candidacies__isnull=False).exclude(mandates__status="live")
    elif role.office == "teller":
        members = members.filter(pk__in=Teller.objects.values("membership"))
    elif role.office == "chair":
        members = members.filter(duties__duty="chair", duties__ended_at=None)
    elif role.office == "none":
        members = members.filter(duties__isnull=True).exclude(mandates__status="live")
    elif role.office:
        members = members.filter(mandates__office=role.office, mandates__status="live")
    else:
        members = members.exclude(mandates__status="live").exclude(candidacies__isnull=False)
        entries = RollEntry.objects.filter(
            contest__election__status="voting",
            voter__in=members.values("public_id"),
            on_paper=False,
        )
        voters = [
            entry.voter
            for entry in entries
            if ballots.has_paper(entry.contest, entry.voter) is role.voted
        ]
        members = members.filter(public_id__in=voters)
    # The founder, who came first, holds every provisional office.
    order = "pk" if role.office == "coordinator" else "-pk"
    return members.select_related("user", "committee__campus").order_by(order).first()


def seen_by(
    user: Any, member: Any, wanted: set[str], known: set[str], pageless: set[str]
) -> dict[str, Any]:
    from allauth.account.internal.flows.login import record_authentication
    from django.test import Client, RequestFactory

    from tests.architecture.urls import ours

    client = Client(
        raise_request_exception=False, headers={"host": settings.PUBLIC_URL.split("//")[1]}
    )
    if user is not None:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        request = RequestFactory().get("/")
        request.session = client.session
        record_authentication(request, user, method="code")  # the freshly signed in see more
        request.session.save()
    pages, broken = [], []
    for address in ours():
        if not address.name or (wanted and address.name not in wanted):
            continue
        for path in dict.fromkeys(_paths(address.pattern, user, member)):
            if path in known or address.name in pageless:
                continue
            answer = client.get(path)
            kind = answer.headers.get("Content-Type", "")
            if answer.status_code >= 500:
                broken.append(path)
            is_saved = "attachment" in answer.headers.get("Content-Disposition", "")
            if ONCE in sys.argv and (
                answer.status_code == 405
                or (answer.status_code == 200 and not kind.startswith("text/html"))
            ):
                pageless.add(address.name)
            is_page = answer.status_code == 200 and kind.startswith("text/html") and not is_saved
            if is_page and (address.name, path) not in pages:
                pages.append((address.name, path))
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return {"session": session.value if session else "", "pages": pages, "broken": broken}


def _paths(pattern: str, user: Any, member: Any) -> Iterator[str]:
    """The pattern with each object filled in that its first word and its place in the path name."""
    if "<" not in pattern:
        yield pattern
        return
    pattern = re.sub(r"<\w+:language>", LANGUAGE, pattern)
    pattern = re.sub(r"<\w+:shape>", "leaflet", pattern)
    if "/votes/<" in pattern:
        for meeting, vote in _votes(member):
            yield re.sub(r"<[^>]+>", vote, re.sub(r"<[^>]+>", meeting, pattern, count=1))
        return
    if "/instruct/<" in pattern or "/cards/<" in pattern:
        for first, second in _councils(member, "/cards/<" in pattern):
            yield re.sub(r"<[^>]+>", second, re.sub(r"<[^>]+>", first, pattern, count=1))
        return
    if "/suspensions/<" in pattern:
        return  # buttons about one member; nobody of this world is suspended
    if "/discard/" in pattern:
        return  # a button about a council that is only written down
    if "called-actions/<" in pattern and pattern.count("<") > 1:
        return  # to join an action takes a resolution that travelled
    if pattern.count("<") > 1:
        raise AssertionError(f"{pattern} has two places; say here what stands in them")
    for value in _objects(pattern, user, member):
        path = re.sub(r"<[^>]+>", value, pattern)
        yield path + _ticket(value) if pattern.startswith("/screen/") else path


def _votes(member: Any) -> list[tuple[str, str]]:
    """Two votes of the committee's meetings, the newest first, with their meetings."""
    from meetings.models import Vote

    rows = Vote.objects.filter(meeting__committee=member.committee).order_by("-pk")
    return list(rows.values_list("meeting__public_id", "public_id")[:AT_MOST])


def _councils(member: Any, with_seats: bool) -> list[tuple[str, str]]:
    """Meetings of councils to which delegates go: each with its seats, or after the committee."""
    from committees.models import Affiliation
    from meetings.models import Meeting

    found: list[tuple[str, str]] = []
    for one in Affiliation.objects.joined().filter(committee=member.committee):
        for meeting in Meeting.objects.filter(committee=one.council_id).order_by("-pk")[:AT_MOST]:
            pair = (member.committee.public_id, meeting.public_id)
            seats = [(meeting.public_id, seat.public_id) for seat in one.places.all()]
            found += seats if with_seats else [pair]
    return found


def _ticket(public_id: str) -> str:
    """What opens the screen of a hall without signing in."""
    from meetings import screens
    from meetings.models import Meeting

    return f"?ticket={screens.ticket(Meeting(public_id=public_id))}"


def _objects(pattern: str, user: Any, member: Any) -> list[str]:
    from accounts.models import SecondFactor, Session
    from notices import outbox, tokens
    from notices.models import Notice

    first = pattern.split("/")[1]
    if pattern.startswith("/account/factors/"):
        return [one.public_id for one in SecondFactor.objects.filter(user=user)[:1]]
    if first == "committees":
        return [member.committee.public_id]
    if first == "campuses":
        campus = member.committee.campus
        return [campus.public_id] if campus else []
    if first == "account":
        return [one.public_id for one in Session.objects.filter(user=user)[:1]] if user else []
    if first == "notices":
        return [one.public_id for one in Notice.objects.filter(user=user)[:2]] if user else []
    if first == "u":
        return [tokens.make(member.user, "meetings", member.committee.public_id)]
    if first == "help":
        return ["teller"]
    if pattern.startswith("/operator/hosting/committees/"):
        return [member.committee.public_id]
    if first == "rights":
        return ["US"]
    if first == "outbox":
        return outbox.names()[:1]
    rows = _rows(pattern.split("/")[3] if first == "operator" else first, user, member)
    return [] if rows is None else _each_state(rows)


def _rows(first: str, user: Any, member: Any) -> QuerySet[Any] | None:
    from announcements.models import Announcement
    from archives.models import Archive
    from ballots.models import Complaint
    from committees.models import (
        FoundingCode,
        FoundingRequest,
        Invitation,
        JoinRequest,
        Mandate,
        MisuseReport,
    )
    from councils.models import Ratification, Report
    from elections.models import (
        Candidacy,
        Challenge,
        Election,
        HustingsAnswer,
        HustingsQuestion,
        Observer,
        PaperCount,
        RecallPetition,
        StrikeBallot,
        Teller,
    )
    from meetings.models import (
        ActionItem,
        Circulation,
        JointMeeting,
        JointPart,
        Meeting,
        Minutes,
        Motion,
        MotionQuestion,
        Requisition,
        Resolution,
    )
    from outreach.models import (
        Action,
        Contact,
        DefenceStep,
        Defender,
        Delegation,
        Evidence,
        FollowUp,
        Reprisal,
        Shift,
        Statement,
        Task,
        Workplace,
    )

    committee = member.committee
    models: dict[str, type[Model]] = {
        "meetings": Meeting,
        "motions": Motion,
        "questions": MotionQuestion,
        "requisitions": Requisition,
        "screen": Meeting,
        "joint-meetings": JointMeeting,
        "joint-invitations": JointPart,
        "elections": Election,
        "candidacies": Candidacy,
        "asked": HustingsQuestion,
        "answers": HustingsAnswer,
        "observers": Observer,
        "papers": PaperCount,
        "tellers": Teller,
        "challenges": Challenge,
        "complaints": Complaint,
        "mandates": Mandate,
        "recalls": RecallPetition,
        "announcements": Announcement,
        "codes": FoundingCode,
        "founding": FoundingRequest,
        "reports": MisuseReport,
        "archives": Archive,
        "requests": JoinRequest,
        "join-requests": JoinRequest,
        "invitations": Invitation,
        "minutes": Minutes,
        "actions": ActionItem,
        "resolutions": Resolution,
        "received": Circulation,
        "delegate-reports": Report,
        "ratifications": Ratification,
        "strike-ballots": StrikeBallot,
        "called-actions": Action,
        "tasks": Task,
        "shifts": Shift,
        "reprisals": Reprisal,
        "evidence": Evidence,
        "steps": DefenceStep,
        "defence": Defender,
        "s": Statement,
        "workplaces": Workplace,
        "contacts": Contact,
        "delegations": Delegation,
        "follow-ups": FollowUp,
    }
    if first == "statements":
        return Candidacy.objects.filter(election__committee=committee)
    model = models.get(first)
    if model is None:
        return None
    if model in (FoundingCode, FoundingRequest, MisuseReport):
        return model._default_manager.all()
    if model in (Candidacy, Mandate, PaperCount, Teller):
        return model._default_manager.filter(membership=member)
    if model is Report:
        return model._default_manager.filter(seat__affiliation__committee=committee)
    if model is Ratification:
        return model._default_manager.filter(affiliation__committee=committee)
    if model is HustingsQuestion:
        return model._default_manager.filter(election__committee=committee).exclude(text="")
    if model is HustingsAnswer:
        return model._default_manager.filter(question__election__committee=committee)
    if model is Observer:
        return model._default_manager.filter(membership=member)
    if model is Challenge:
        return model._default_manager.filter(election__committee=committee)
    if model is Complaint:
        return model._default_manager.filter(contest__election__committee=committee)
    if model is Contact:
        return model._default_manager.filter(workplace__committee=committee)
    if model is JointMeeting:
        return model._default_manager.filter(parts__committee=committee)
    if model is FollowUp:
        return model._default_manager.filter(delegation__committee=committee)
    if model is MotionQuestion:
        return model._default_manager.filter(motion__committee=committee)
    if model in (Task, Shift):
        return model._default_manager.filter(participation__committee=committee)
    if model in (Evidence, DefenceStep):
        return model._default_manager.filter(reprisal__committee=committee)
    if model in (ActionItem, Minutes):
        return model._default_manager.filter(meeting__committee=committee)
    return model._default_manager.filter(committee=committee)


def _each_state(rows: QuerySet[Any]) -> list[str]:
    """Two objects of each state, the newest first."""
    kept: dict[str, list[str]] = {}
    for row in rows.order_by("-pk"):
        group = kept.setdefault(str(getattr(row, "status", "")), [])
        if len(group) < AT_MOST:
            group.append(row.public_id)
    return [public_id for group in kept.values() for public_id in group]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
