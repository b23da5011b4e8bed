"""One more photo, made anew and sealed."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from committees.models import Membership
from core.decision import Refused
from outreach.models import Evidence
from outreach.operations import photos
from outreach.operations.defence import add_evidence
from tests.factories_actions import EvidenceFactory, ReprisalFactory
from tests.outreach.plans import As, photo


def test_only_the_reporter_adds_up_to_six_and_only_photos(
    member: Membership, coordinator: Membership, now: datetime
) -> None:
    made = ReprisalFactory(reporter=member)
    with pytest.raises(Refused, match="Only who reported"):
        add_evidence(made, photo=photo(), by=coordinator, at=now)
    with pytest.raises(photos.NoPhoto):
        add_evidence(made, photo=b"no", by=member, at=now)
    for _number in range(5):
        EvidenceFactory(reprisal=made)
    add_evidence(made, photo=photo(), by=member, at=now)
    with pytest.raises(Refused, match="six photos"):
        add_evidence(made, photo=photo(), by=member, at=now)


def test_the_form_keeps_it(member: Membership, coordinator: Membership, as_: As) -> None:
    made = ReprisalFactory(reporter=member)
    browser, address = as_(member), f"/reprisals/{made.public_id}/photo/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {}).status_code == 422
    sent = {"photo": SimpleUploadedFile("a.png", photo("PNG"), "image/png")}
    assert "Photo 1" in browser.post(address, sent, follow=True).content.decode()
    assert Evidence.objects.get().sealed.startswith(b"\xff\xd8")
    assert as_(coordinator).get(address).status_code == 403
