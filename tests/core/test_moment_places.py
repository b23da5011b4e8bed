"""Moments and days as a person reads them."""

from datetime import UTC, date, datetime

from django.template import Context, Template
from django.utils import formats

AT = datetime(2026, 11, 26, 16, 45, tzinfo=UTC)


def test_nothing_stands_between_a_moment_and_the_full_stop_behind_it() -> None:
    page = Template(
        "{% load moments %}{% moment_words at 'America/New_York' %}."
        "{% include 'components/moment.html' with moment=at zone='America/New_York' %}."
    )
    assert page.render(Context({"at": AT})).count("11:45</time>.") == 2


def test_a_day_is_written_in_the_same_order_as_a_moment() -> None:
    assert formats.date_format(date(2026, 9, 24), "DATE_FORMAT") == "24 Sep 2026"
