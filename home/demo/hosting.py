"""What waits for whoever runs the demonstration: a request, a code, a report of misuse."""

from datetime import datetime, timedelta

from django.urls import reverse

from accounts.models import User
from committees.models import Campus, Committee, Founding, HostChoices, Misuse
from committees.operations import founding_requests, hosting, reports

DAY = timedelta(days=1)


def waits(operator: User, newcomer: User, *, now: datetime) -> None:
    """The host looked at new committees first until yesterday; now anybody founds one."""
    choices = HostChoices(chosen_at=now)
    limits = {name: getattr(choices, name) for name in hosting.LIMITS}
    hosting.choose_hosting(founding=Founding.REVIEW, by=operator, at=now - 3 * DAY, **limits)
    founding_requests.ask_to_found(
        Campus.objects.order_by("pk").last(),
        proposed_name="Night School Committee",
        plan="We want to meet on Thursday evenings and to ask for longer opening hours.",
        by=newcomer,
        at=now - 2 * DAY,
    )
    hosting.choose_hosting(founding=Founding.ANYONE, by=operator, at=now - DAY, **limits)
    hosting.make_founding_code(label="A summer school", uses=3, days=14, by=operator, at=now - DAY)
    committee = Committee.objects.order_by("pk")[0]
    reports.report_misuse(
        committee,
        path=reverse("committee", args=[committee.public_id]),
        kind=Misuse.OTHER,
        words="The aims name a shop, and it is not the shop that did it.",
        reply_to="",
        key="demonstration",
        language="en",
        at=now - DAY,
    )
