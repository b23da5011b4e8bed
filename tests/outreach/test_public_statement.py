"""What everybody reads of a statement: small, without a script, framed where asked for, as a feed."""

import gzip
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from committees.models import Committee
from meetings.models import Resolution
from outreach.models import Statement
from tests.factories import CommitteeFactory
from tests.factories_places import (
    AdoptedFactory,
    StatementSignatureFactory,
    StatementTranslationFactory,
)

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def statement(committee: Committee) -> Statement:
    Committee.objects.filter(pk=committee.pk).update(name="North Committee")
    committee.refresh_from_db()
    made: Statement = AdoptedFactory(
        committee=committee, text="They close it.\n\nWe <b>say</b> no."
    )
    StatementTranslationFactory(statement=made, language="ar", title="لا", text="نقول لا.")
    return made


def test_it_loads_in_a_blink_without_a_script_or_a_cookie(statement: Statement, as_: As) -> None:
    answer = as_(None).get(f"/s/{statement.public_id}/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<script" not in html
    assert html.count('rel="stylesheet"') == 1
    assert not answer.cookies
    sheet = Path(settings.BASE_DIR / "static/css/statement.css").read_bytes()
    assert len(answer.content) + len(sheet) < 15_000
    assert len(gzip.compress(answer.content)) < 4_000
    assert "We &lt;b&gt;say&lt;/b&gt; no." in html


def test_every_language_stands_there_in_its_direction_and_others_are_told_what_it_is(
    statement: Statement, as_: As
) -> None:
    html = as_(None).get(f"/s/{statement.public_id}/").content.decode()
    assert '<article id="in-ar" lang="ar" dir="rtl">' in html
    assert (
        f'<meta property="og:url" content="{settings.PUBLIC_URL}/s/{statement.public_id}/">' in html
    )
    assert '<meta property="og:title" content="No cuts">' in html
    assert "og:image" not in html


def test_those_who_signed_are_counted_and_named_where_they_are_listed(
    statement: Statement, as_: As
) -> None:
    for name, shows in (("South", ["listed"]), ("Hidden", [])):
        StatementSignatureFactory(
            statement=statement, committee=CommitteeFactory(name=name, shows=shows)
        )
    html = as_(None).get(f"/s/{statement.public_id}/").content.decode()
    assert "2 other committees signed" in html
    assert "South" in html
    assert "Hidden" not in html


def test_what_was_rescinded_says_so_and_no_more(
    statement: Statement, as_: As, now: datetime
) -> None:
    Resolution.objects.update(status="rescinded", rescinded_at=now)
    for path in ("", "embed/"):
        answer = as_(None).get(f"/s/{statement.public_id}/{path}")
        assert answer.status_code == 410
        assert b"They close it." not in answer.content
    for path in ("share/", "leaflet.pdf"):
        assert as_(None).get(f"/s/{statement.public_id}/{path}").status_code == 404


def test_only_the_embedded_one_can_be_framed(statement: Statement, as_: As) -> None:
    page = as_(None).get(f"/s/{statement.public_id}/")
    framed = as_(None).get(f"/s/{statement.public_id}/embed/")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "script-src 'self'" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert framed["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert b"<form" not in framed.content


def test_what_is_copied_to_another_site_is_escaped_as_html(statement: Statement, as_: As) -> None:
    Statement.objects.update(title='No "cuts"')
    html = as_(None).get(f"/s/{statement.public_id}/share/").content.decode()
    plain = re.search(r'<textarea id="plain"[^>]*>(.*?)</textarea>', html, re.DOTALL)
    frame = re.search(r'<textarea id="frame"[^>]*>(.*?)</textarea>', html, re.DOTALL)
    assert plain
    assert "&lt;p&gt;We &amp;lt;b&amp;gt;say&amp;lt;/b&amp;gt; no.&lt;/p&gt;" in plain[1]
    assert frame
    assert "title=&quot;No &amp;quot;cuts&amp;quot;&quot;" in frame[1]


def test_the_feed_has_what_is_public_where_the_committee_shows_it(
    statement: Statement, committee: Committee, as_: As
) -> None:
    path = f"/committees/{committee.public_id}/statements.atom"
    answer = as_(None).get(path)
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = answer.content.decode()
    assert re.findall(r"<entry>.*?<title>(.*?)</title>", feed, re.DOTALL) == ["No cuts"]
    (entry,) = ElementTree.fromstring(answer.content).iter(f"{ATOM}summary")  # noqa: S314
    assert entry.get("type") == "html"
    assert entry.text == "<p>They close it.</p>\n\n<p>We &lt;b&gt;say&lt;/b&gt; no.</p>"
    for shows in (["listed"], ["statements"]):
        Committee.objects.update(shows=shows)
        assert as_(None).get(path).status_code == 404
