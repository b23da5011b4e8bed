"""What a delegation takes along on paper: where, when, what to say, rights. It names nobody."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.printing.sheet import Block, Sheet
from outreach.models import Carries, Delegation


def delegation_sheet(delegation: Delegation) -> Sheet:
    """In the language that is active."""
    country = delegation.committee.country
    return Sheet(delegation.goes_to, list(_blocks(delegation)), country)


def _blocks(delegation: Delegation) -> Iterator[Block]:
    day = delegation.local_date
    when = f"{date_format(day, 'l')}, {date_format(day, 'DATE_FORMAT')}"
    yield Block("title", delegation.goes_to)
    yield Block("lead", f"{when}, {delegation.local_time.strftime('%H:%M')}")
    if delegation.meet_at:
        yield Block("lead", _("We meet before: %(place)s") % {"place": delegation.meet_at})
    yield Block("heading", _("What we say"))
    yield Block(
        "line",
        _("Who we are: members of “%(committee)s”. A meeting has sent us here.")
        % {"committee": delegation.committee.name},
    )
    yield from _lines(delegation.to_say)
    if delegation.statement is not None:
        link = reverse("public-statement", args=[delegation.statement.public_id])
        yield Block(
            "line", _("We carry the statement “%(title)s”:") % {"title": delegation.statement.title}
        )
        yield Block("line", settings.PUBLIC_URL.split("://", 1)[-1] + link.rstrip("/"))
    yield Block("heading", _("What we ask"))
    yield from _lines(delegation.questions or _usual_questions())
    yield Block("heading", _("Who carries what"))
    yield from _carried(delegation)
    yield Block("heading", _("Our rights, and theirs"))
    for right in _rights():
        yield Block("line", f"· {right}")
    yield Block("heading", _("For the report"))
    yield Block("line", _("How many people did we speak with?") + " ________")
    yield Block("line", _("What did they say? What did we agree? Write no names here."))


def _lines(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        if line.strip():
            yield Block("line", line)


def _carried(delegation: Delegation) -> Iterator[Block]:
    held = [one.carries for one in delegation.going.all()]
    for kind in Carries:
        if count := held.count(kind):
            words = ngettext("%(what)s: %(count)d of us", "%(what)s: %(count)d of us", count)
            yield Block("line", words % {"what": kind.label, "count": count})
    words = ngettext("%(count)d of us goes.", "%(count)d of us go.", len(held))
    yield Block("line", words % {"count": len(held)})


def _usual_questions() -> str:
    return "\n".join(
        (
            _("What is hardest for you here at the moment?"),
            _("What have you tried? Who was with you?"),
            _("What would help you that we can do?"),
            _("May we come again? Whom may we write to, and how?"),
        )
    )


def _rights() -> list[str]:
    return [
        _("Speak in public places: on the street, at the stop, before the gate. If somebody who "
          "may asks you to leave private ground, leave calmly, and go on outside."),
        _("You need not say who of you is a member of what, and nobody has to talk with you."),
        _("Ask officers whether you are free to go. Beyond what the law asks, you need say nothing "
          "without a lawyer."),
        _("Write down no name and no number without consent. Take no pictures of people."),
        _("Laws differ. Before you go, read the rights of your country, and know whom you call."),
    ]  # fmt: skip
