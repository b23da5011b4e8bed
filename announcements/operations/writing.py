"""Writing an announcement, changing it, and telling it in other languages."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from announcements import marks, permissions
from announcements.models import Announcement, AnnouncementTranslation, Audience
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Draft:
    """What its writer enters. `send_at` None is as soon as may be."""

    title: str
    text: str
    language: str
    audience: str = Audience.ALL
    meeting: Meeting | None = None
    readers_language: str = ""
    send_at: datetime | None = None


class Changed(Refused):
    """What the page showed is no longer what stands there."""


@transaction.atomic
def write_announcement(
    committee: Committee, draft: Draft, *, by: Membership, at: datetime
) -> Announcement:
    """Keep a draft, which coordinators see."""
    permissions.write_announcement(by, committee).enforce()
    announcement = Announcement.objects.create(
        committee=committee, written_by=by, written_at=at, **_fields(draft)
    )
    Event.record("announcements.announcement_written", announcement, by=by, at=at)
    return announcement


@transaction.atomic
def edit_announcement(
    announcement: Announcement,
    draft: Draft,
    *,
    by: Membership,
    at: datetime,
    seen: str | None = None,
) -> Announcement:
    """Change a draft, of which the form showed `seen`; who did answers for it from now on.

    A translation into what is now its own language is dropped.
    """
    announcement = locked(announcement)
    permissions.edit_announcement(by, announcement).enforce()
    refuse_changed(seen, marks.of_draft(announcement))
    fields = _fields(draft) | {"written_at": at, "written_by": by}
    for name, value in fields.items():
        setattr(announcement, name, value)
    announcement.save(update_fields=list(fields))
    announcement.translations.filter(language=announcement.language).delete()
    Event.record("announcements.announcement_edited", announcement, by=by, at=at)
    return announcement


@transaction.atomic
def translate_announcement(
    announcement: Announcement,
    *,
    language: str,
    title: str,
    text: str,
    by: Membership,
    at: datetime,
    seen: str | None = None,
) -> Announcement:
    """Keep a draft's translation into `language`; an empty one is taken away."""
    announcement = locked(announcement)
    permissions.translate_announcement(by, announcement, language=language).enforce()
    refuse_changed(seen, marks.of_translation(announcement, language))
    if title and text:
        AnnouncementTranslation.objects.update_or_create(
            announcement=announcement,
            language=language,
            defaults={"title": title, "text": text},
        )
    else:
        announcement.translations.filter(language=language).delete()
    Event.record("announcements.announcement_translated", announcement, by=by, at=at)
    return announcement


def locked(announcement: Announcement) -> Announcement:
    """The same, as it is now, until the transaction ends."""
    rows = Announcement.objects.select_for_update(of=("self",))
    return rows.select_related("committee__campus", "meeting").get(pk=announcement.pk)


def refuse_changed(seen: str | None, mark: str) -> None:
    """`Changed` where a page showed another mark than that of what stands there; None asks nothing."""
    if seen is not None and seen != mark:
        raise Changed(_("Somebody has changed it meanwhile."))


def _fields(draft: Draft) -> dict[str, object]:
    fields = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
    # Of an audience that is not chosen, what was entered for it says nothing.
    if draft.audience != Audience.COMING:
        fields["meeting"] = None
    if draft.audience != Audience.LANGUAGE:
        fields["readers_language"] = ""
    return fields


def alone(announcement: Announcement) -> Announcement:
    """Locked with its committee: two of one committee at one moment wait for one another."""
    Committee.objects.select_for_update(no_key=True).get(pk=announcement.committee_id)
    return locked(announcement)
