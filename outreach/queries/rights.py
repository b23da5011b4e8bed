"""Which card a reader gets: that of the country in their language, else the nearest there is."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.printing.sheet import Block, Sheet
from outreach.models import RightsCard


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it is read. `edited_at` None: the neutral one that every server begins with."""

    country: str
    language: str
    title: str
    text: str
    edited_at: datetime | None

    @property
    def sheet(self) -> Sheet:
        """Its Markdown as headings and lines for paper."""
        made = [Block("title", self.title)]
        for line in self.text.splitlines():
            words = line.strip()
            if words.startswith("#"):
                made.append(Block("heading", words.lstrip("# ")))
            elif words:
                made.append(Block("line", words.replace("**", "")))
        return Sheet(self.title, made, self.country)


def card(country: str) -> Card:
    """The card of this country (two letters, blank: everywhere) in the reader's language."""
    language = (get_language() or "en").split("-")[0]
    rows = list(RightsCard.objects.filter(country__in={country, ""}))
    if not rows:
        return general()

    def nearness(one: RightsCard) -> tuple[bool, bool, bool, int]:
        ours = one.language.split("-")[0]
        return (one.country == country, ours == language, ours == "en", -one.pk)

    best = max(rows, key=nearness)
    if not best.country and country and best.language.split("-")[0] != language:
        return general()
    return Card(best.country, best.language, best.title, best.text, best.edited_at)


def countries() -> list[str]:
    """The countries of which there is a card."""
    rows = RightsCard.objects.exclude(country="").order_by("country")
    return list(rows.values_list("country", flat=True).distinct())


def general() -> Card:
    """What holds almost everywhere, and says that it is no advice of a lawyer."""
    lines = [
        _("## Before"),
        _("- Write the lawyer’s number on your arm, not only in your phone."),
        _("- Switch off unlocking by face or finger. A long number protects better."),
        _("- Read what your handbook or contract says about absence and assembly."),
        _("## If you are stopped"),
        _("- Stay calm. Do not run, do not argue, touch nobody."),
        _("- Ask: “Am I free to go?” If the answer is yes, go."),
        _("- In many places you may stay silent, apart from your name. Say that you do."),
        _("- Sign nothing, and agree to no search. Say so aloud, and do not resist."),
        _("- Ask for a lawyer, and if you are under 18 for a parent or a guardian."),
        _("## If school or work calls you in"),
        _("- Ask what you are accused of, in writing. You need not answer at once."),
        _("- Ask to bring somebody with you."),
        _("- Afterwards write down date, time, who was there and what was said."),
        _("## Then"),
        _("- Report it to your committee, under “Defence”. It follows it up with you."),
        "",
        _("This card is general, and no advice of a lawyer. Laws differ from place to place."),
    ]
    language = (get_language() or "en").split("-")[0]
    return Card("", language, _("Know your rights"), "\n".join(lines), None)
