"""A whole election as its members see it, by HTTP and the clock alone."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Committee, Mandate, Membership
from elections import schedule
from elections.models import Election
from tests.factories import NOW
from tests.factories_elections import members
from tests.voting import vote

pytestmark = pytest.mark.django_db


def test_from_the_announcement_to_the_mandate(
    committee: Committee,
    returning_officer: Membership,
    coordinator: Membership,
    member: Membership,
    as_: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    def clock_at(moment: datetime) -> None:
        monkeypatch.setattr("core.clock.now", lambda: moment)
        schedule.advance_elections(moment)
        schedule.send_reminders(moment)

    clock_at(NOW)
    voters = members(committee, 9)
    officer, ana, marek = as_(returning_officer), as_(coordinator), as_(member)
    url = f"/committees/{committee.public_id}/elections/announce/"
    form = officer.get(url).context["form"]
    sent = {
        name: value.strftime("%Y-%m-%dT%H:%M") if name.endswith("_at") else value
        for name, value in ((name, form[name].value()) for name in form.fields)
    }
    page = officer.post(url, sent, follow=True).content.decode()
    assert "The election is announced and its roll is frozen." in page
    election = Election.objects.get()
    own = f"/elections/{election.public_id}/"

    ana.post(f"{own}nominate/", {"oneself": "1", "statement": "I report back."})
    ana.post(f"{own}nominate/", {"name": "marek"})
    asked = marek.get(own).content.decode()
    assert "You have been nominated. Do you stand?" in asked
    (candidacy,) = re.findall(r'href="/candidacies/(\w+)/"', asked)
    marek.post(f"/candidacies/{candidacy}/accept/", {"statement": "So do I."})

    clock_at(election.nominations_close_at)
    assert "Nobody stands yet." not in marek.get(own).content.decode()
    assert ana.get(f"{own}nominate/").status_code == 403

    clock_at(election.voting_opens_at)
    options = election.contest.options.values_list("label", "number")
    numbers = dict(options)
    assert set(numbers) == {"Ana", "Marek", "Re-open nominations"}
    assert marek.get(f"{own}vote/").status_code == 200
    for place, voter in enumerate(voters):
        first = ["Ana", "Marek"] if place < 6 else ["Marek"]
        vote(
            election,
            choices=[numbers[name] for name in first],
            by=voter,
            at=election.voting_opens_at,
        )
    assert "No result yet" in officer.get(f"{own}result/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        clock_at(election.voting_closes_at)
    assert marek.get(f"{own}vote/").status_code == 403
    assert "Voting has closed." in marek.get(own).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        clock_at(election.counted_from)
    result = marek.get(f"{own}result/").content.decode()
    assert '<ol class="winners"><li><bdi>Ana</bdi></li></ol>' in result
    assert "9 of 12" in result
    (delegate,) = Mandate.objects.filter(decision=election.public_id, office="delegate")
    assert delegate.membership == coordinator

    clock_at(election.challenge_ends_at)
    election.refresh_from_db()
    assert election.status == "final"
