"""A statement on paper: leaflet, poster, four to a page, all from the same text."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core import qr
from core.printing import fonts, paper
from core.printing.pieces import clean, piece
from outreach.models import Statement
from outreach.queries.statements import Version

LAYOUT = Path(__file__).with_name("leaflets.typ")
LIGHT, BOLD, HEAVY = 400, 700, 800


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to print it; `papers` are typst's names where A4 is usual, and where letter is."""

    slug: str
    name: str | Promise
    papers: tuple[str, str]


SHAPES = {
    one.slug: one
    for one in (
        Shape("leaflet", gettext_lazy("Leaflet (A5 or half letter)"), ("a5", "us-statement")),
        Shape("poster", gettext_lazy("Poster (A4 or letter)"), ("a4", "us-letter")),
        Shape("large-poster", gettext_lazy("Large poster (A3 or tabloid)"), ("a3", "us-tabloid")),
        Shape("quarters", gettext_lazy("Four to a page, to cut"), ("a4", "us-letter")),
    )
}


@dataclass(frozen=True)
class Leaflet:
    """A version of a statement in a shape; its own words in the language of the version."""

    statement: Statement
    version: Version
    shape: str
    scan: str
    more: str
    code_says: str

    @property
    def link(self) -> str:
        return settings.PUBLIC_URL + reverse("public-statement", args=[self.statement.public_id])

    @property
    def address(self) -> str:
        """The link as one types it."""
        return self.link.split("://", 1)[1].rstrip("/")

    @cached_property
    def missing(self) -> str:
        """Letters for which there is no font."""
        texts = [self._committee, self.address, self.scan, self.more, self.version.title]
        return fonts.missing(clean("".join([*texts, self.version.text])))

    @property
    def is_printable(self) -> bool:
        return fonts.are_built() and not self.missing

    def values(self) -> dict[str, object]:
        """For the layout."""
        is_letter = paper.of(self.statement.committee.country) == "us-letter"
        lines = [
            line
            for one in self.version.paragraphs
            for line in [*one.splitlines(), ""]
            if line or one
        ]
        return {
            "language": self.version.code.split("-")[0],
            "direction": self.version.direction,
            "paper": SHAPES[self.shape].papers[is_letter],
            "shape": self.shape,
            "title": piece(self.version.title, is_title=True).as_data(),
            "committee": piece(self._committee, weight=HEAVY).as_data(),
            "lines": [piece(one, weight=LIGHT).as_data() if one else None for one in lines[:-1]],
            "scan": piece(self.scan, weight=HEAVY).as_data(),
            "more": piece(self.more, weight=BOLD).as_data(),
            "address": piece(self.address, is_address=True).as_data(),
            "code": str(qr.svg(self.link, self.code_says)),
            "code_says": self.code_says,
        }

    @property
    def _committee(self) -> str:
        return self.statement.committee.name


def leaflet(statement: Statement, version: Version, shape: str) -> Leaflet:
    """Ready to be set; what stands around the text is in its language, where the product has it."""
    known = dict(settings.LANGUAGES)
    with override(version.code if version.code in known else settings.LANGUAGE_CODE):
        return Leaflet(
            statement=statement,
            version=version,
            shape=shape,
            scan=_("Scan: read it, and pass it on."),
            more=_("The whole text stands where the code leads."),
            code_says=_("QR code of the statement"),
        )
