"""What coordinators write to members: a text, its translations, whom it goes to, and when."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from committees.archive import ARCHIVE_AFTER
from committees.models import Committee, MandateStatus, Membership, MembershipStatus, Office
from core.models import PublicId
from core.states import Stateful, dated, known_status
from core.words_found import vector
from meetings.models import Meeting


class AnnouncementStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Waits for a second person")
    SENT = "sent", _("Sent")


class Audience(models.TextChoices):
    """Who gets the mail; on the committee's page every member reads it."""

    ALL = "all", _("All members")
    DELEGATES = "delegates", _("Delegates and alternates")
    COMING = "coming", _("Those who are coming to a meeting")
    LANGUAGE = "language", _("Those who read one language")


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def out(self, now: datetime) -> Self:
        """Sent, and the time for taking it back is over."""
        return self.filter(status=AnnouncementStatus.SENT, sent_at__lte=now)

    def readable_by(self, member: Membership, now: datetime) -> Self:
        """What came since the member joined; after seven days what was before, too."""
        out = self.out(now).filter(committee=member.committee_id)
        if member.joined_at + ARCHIVE_AFTER <= now:
            return out
        return out.filter(sent_at__gte=member.joined_at)

    def top_first(self) -> Self:
        """What is pinned to the top, then the newest."""
        return self.order_by(F("pinned_at").desc(nulls_last=True), "-sent_at")

    def visible_to(self, user: object, now: datetime) -> Self:
        """As `readable_by` in every committee of this person; for coordinators those unsent too.

        What waits for a second person, or for its time, is seen by everybody who carries an office.
        """
        if not getattr(user, "is_authenticated", False):
            return self.none()
        mine = Membership.objects.filter(  # type: ignore[misc]
            user=user, status=MembershipStatus.ACTIVE, committee=models.OuterRef("committee")
        )
        newer = mine.filter(joined_at__lte=models.OuterRef("sent_at"))
        older = mine.filter(joined_at__lte=now - ARCHIVE_AFTER)
        in_office = mine.filter(mandates__status=MandateStatus.LIVE)
        coordinating = in_office.filter(mandates__office=Office.COORDINATOR)
        seconding = in_office.filter(mandates__office__in=SECONDS)
        is_out = Q(status=AnnouncementStatus.SENT, sent_at__lte=now)
        is_readable = models.Exists(newer) | models.Exists(older)
        waits = Q(status=AnnouncementStatus.PROPOSED) | Q(
            status=AnnouncementStatus.SENT, sent_at__gt=now
        )
        return self.filter(
            models.Exists(coordinating)
            | Q(waits & models.Exists(seconding))
            | Q(is_out & is_readable)
        )

    def waiting_for(self, user: object) -> Self:
        """What waits for a second person, who can be this one."""
        mine = Membership.objects.filter(  # type: ignore[misc]
            user=user,
            status=MembershipStatus.ACTIVE,
            committee=models.OuterRef("committee"),
            mandates__status=MandateStatus.LIVE,
            mandates__office__in=SECONDS,
        ).exclude(pk=Coalesce(models.OuterRef("proposed_by"), 0))
        return self.filter(models.Exists(mine), status=AnnouncementStatus.PROPOSED)

    def search(self, words: str) -> Self:
        """Those in which every word stands, in the text or a translation."""
        found = self
        for word in words.split():
            told = AnnouncementTranslation.objects.filter(
                Q(title__icontains=word) | Q(text__icontains=word),
                announcement=models.OuterRef("pk"),
            )
            found = found.filter(
                Q(title__icontains=word) | Q(text__icontains=word) | models.Exists(told)
            )
        return found


# Who can be the second person that a big mailing takes.
SECONDS = (Office.COORDINATOR, Office.MEMBERSHIP_SECRETARY, Office.RETURNING_OFFICER)


class Announcement(Stateful):
    """Markdown to members, under the office of who sent it, not the name.

    `send_at` is what its writer asked for, null for as soon as may be. `sent_at` is when it goes
    out: five minutes after the sending at the earliest; until then it can be taken back. One that is out
    can be pinned to the top of its committee's list; who did stands in the log alone.
    """

    TRANSITIONS = {
        AnnouncementStatus.DRAFT: frozenset({AnnouncementStatus.PROPOSED, AnnouncementStatus.SENT}),
        AnnouncementStatus.PROPOSED: frozenset({AnnouncementStatus.DRAFT, AnnouncementStatus.SENT}),
        AnnouncementStatus.SENT: frozenset({AnnouncementStatus.DRAFT}),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="announcements")
    written_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(max_length=150)
    text = models.TextField(max_length=20_000)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.ALL)
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    readers_language = models.CharField(max_length=10, blank=True, choices=settings.LANGUAGES)
    status = models.CharField(
        max_length=8, choices=AnnouncementStatus.choices, default=AnnouncementStatus.DRAFT
    )
    written_at = models.DateTimeField()
    send_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    message = models.CharField(max_length=12, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("announcement_status_known", AnnouncementStatus),
            dated("announcement_sent_dated", "sent_at", [AnnouncementStatus.SENT]),
            dated("announcement_proposal_dated", "proposed_at", [AnnouncementStatus.PROPOSED]),
            models.CheckConstraint(
                condition=Q(pinned_at__isnull=True) | Q(sent_at__lte=F("pinned_at")),
                name="announcement_pinned_when_out",
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(pinned_at__isnull=False),
                name="announcement_one_pinned",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="announcement_titled"),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="announcement_audience_known"
            ),
            models.CheckConstraint(
                condition=Q(audience="coming", meeting__isnull=False)
                | (~Q(audience="coming") & Q(meeting__isnull=True)),
                name="announcement_of_a_meeting",
            ),
            models.CheckConstraint(
                condition=(Q(audience="language") & ~Q(readers_language=""))
                | (~Q(audience="language") & Q(readers_language="")),
                name="announcement_of_a_language",
            ),
        ]
        indexes = [
            models.Index(fields=["committee", "-sent_at"], name="announcement_by_committee"),
            GinIndex(vector("title", "text"), name="announcement_words"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    def is_out(self, now: datetime) -> bool:
        """Whether it can be taken back no more."""
        return self.sent_at is not None and self.sent_at <= now


class Digest(models.Model):
    """The digest of a committee's week was made, or there was nothing to tell."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="+")
    ended_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["committee", "ended_at"], name="digest_once"),
        ]


class AnnouncementTranslation(models.Model):
    """The same announcement in another language, made by hand."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(max_length=150)
    text = models.TextField(max_length=20_000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "language"], name="announcement_language_once"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="announcement_translation_whole"
            ),
        ]
        indexes = [GinIndex(vector("title", "text"), name="announcement_translation_words")]

    def __str__(self) -> str:
        return self.language
