"""New people in a running demonstration, so that a flow changes nothing that another test looks at.

Runs as `python -m tests.browser.cast` with the `VAR_DIR` of a running product, and prints JSON: who
is signed in where, and at which page their flow begins. Each call makes others.
"""

import json
import os
import secrets
from datetime import timedelta
from typing import Any

import django
from django.conf import settings


def main() -> None:
    from committees.models import Office
    from committees.operations.campuses import add_campus
    from committees.operations.invitations import make_invitation
    from core import clock
    from elections.operations.recalls import open_recall
    from meetings.operations.motions import Draft, submit_motion
    from notices import tokens
    from tests import factories
    from tests.browser.cast_hall import halls

    at = clock.now()
    # A word of letters that no other campus has, as one types it.
    word = "".join(secrets.choice("bdfgklmnprstvz") + secrets.choice("aeiou") for _ in range(5))
    since = at - timedelta(days=60)
    campus = add_campus(
        f"{word.title()} College",
        country="US",
        kind="college",
        city="Springfield",
        timezone="America/New_York",
        by=factories.UserFactory(email=f"adds-{word}@mail.example"),
        at=at,
    )
    # In another place of it, so that the founder sees that nobody has founded one.
    committee = factories.CommitteeFactory(
        campus=factories.CampusFactory(name=f"{word.title()} Academy"),
        name=f"Committee of {word.title()}",
        status="founded",
        opened_at=since,
        founded_at=since,
    )

    def joined(name: str, **fields: Any) -> Any:
        return factories.MembershipFactory(
            committee=committee,
            chosen_name=name,
            joined_at=since,
            user__email=f"{name.lower()}-{word}@mail.example",
            **fields,
        )

    ana = joined("Ana")
    for office in (Office.COORDINATOR, Office.MEMBERSHIP_SECRETARY):
        factories.MandateFactory(committee=committee, membership=ana, office=office, given_at=since)
    member, leaver, reader = joined("Mina"), joined("Leila"), joined("Rosa")
    proposer, seconder = joined("Pia"), joined("Sol")
    signer = joined("Sina")
    target, delegate = (_delegate(committee, joined(name), since) for name in ("Tara", "Dora"))
    recall = open_recall(target, reason="No report since the autumn.", by=proposer, at=at)
    report = _report(delegate, at)
    made = make_invitation(committee, by=ana, at=at)
    meeting = _meeting(committee, ana, at)
    motion = submit_motion(committee, Draft("To hold an open day in May."), by=ana, at=at)
    paths, of_halls = halls(word, at)
    voter, election = _voter()
    people = {
        "coordinator": ana.user,
        "member": member.user,
        "leaver": leaver.user,
        "proposer": proposer.user,
        "seconder": seconder.user,
        "voter": voter.user,
        "signer": signer.user,
        "delegate": delegate.membership.user,
        **of_halls,
    }
    print(
        json.dumps(
            {
                "cookie": settings.SESSION_COOKIE_NAME,
                "word": word,
                "campus": campus.name,
                "committee": committee.name,
                "home": f"/committees/{committee.public_id}/",
                "invitation": f"/i/{made.token}/",
                "meeting": f"/meetings/{meeting}/",
                "motion": f"/motions/{motion.public_id}/",
                "recall": f"/recalls/{recall.public_id}/",
                "report": f"/delegate-reports/{report.public_id}/",
                "unsubscribe": f"/u/{tokens.make(reader.user, 'meetings', committee.public_id)}/",
                "election": f"/elections/{election.public_id}/",
                **paths,
                "sessions": {role: session_of(user) for role, user in people.items()},
            }
        )
    )


def session_of(user: Any) -> str:
    """A session that began longer ago than the pages that ask once more allow."""
    from django.test import Client

    client = Client(headers={"host": settings.PUBLIC_URL.split("//")[1]})
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _meeting(committee: Any, ana: Any, at: Any) -> str:
    from meetings.operations.meetings import Details, call_meeting

    day = (at + timedelta(days=14)).date()
    details = Details(
        title="What we do in spring",
        local_date=day,
        local_time=(at.replace(hour=18, minute=0, second=0, microsecond=0)).time(),
        place="Canteen",
        minutes=90,
        purpose="",
        agenda=(),
    )
    return call_meeting(committee, kind="general", details=details, by=ana, at=at).public_id


def _delegate(committee: Any, member: Any, since: Any) -> Any:
    from tests import factories

    return factories.MandateFactory(
        committee=committee,
        membership=member,
        office="delegate",
        source="election",
        given_at=since,
        ends_at=since + timedelta(days=180),
    )


def _report(mandate: Any, at: Any) -> Any:
    """Owed since a council that met yesterday."""
    from tests import factories
    from tests.factories_councils import ReportFactory, ReportLineFactory

    council = factories.CouncilFactory(name=f"Council of {mandate.committee.name}")
    affiliation = factories.AffiliationFactory(
        council=council, committee=mandate.committee, counted_at=at
    )
    seat = factories.SeatFactory(
        affiliation=affiliation,
        mandate=mandate,
        membership=factories.MembershipFactory(
            committee=council, user=mandate.membership.user, chosen_name="Dora"
        ),
    )
    closed = at - timedelta(days=1)
    report = ReportFactory(
        seat=seat,
        meeting__closed_at=closed,
        owed_at=closed,
        due_at=closed + timedelta(days=7),
        agenda_at=closed + timedelta(days=14),
        remind_at=closed + timedelta(days=5),
    )
    ReportLineFactory(report=report)
    return report


def _voter() -> tuple[Any, Any]:
    """Somebody on the roll of an open election who is nobody's picture of a role."""
    from ballots import queries as ballots
    from ballots.models import RollEntry
    from committees.models import Membership
    from elections.models import Election
    from home.demo.people import CAST
    from home.demo.world import PLACES

    names = [place.name for place in PLACES if place.story == "voting"]
    for election in Election.objects.filter(committee__name__in=names, status="voting"):
        members = (
            Membership.objects.active()
            .filter(committee=election.committee)
            .exclude(chosen_name__in=[name for name, _words in CAST])
            .exclude(mandates__status="live")
            .exclude(candidacies__isnull=False)
        )
        entries = RollEntry.objects.filter(
            contest=election.contest, voter__in=members.values("public_id"), on_paper=False
        )
        voters = [
            entry.voter for entry in entries if not ballots.has_paper(entry.contest, entry.voter)
        ]
        # From the end from which `world.py` does not take its member.
        found = members.filter(public_id__in=voters).select_related("user").order_by("pk").first()
        if found:
            return found, election
    raise AssertionError("everybody has voted")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
