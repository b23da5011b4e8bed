"""What happened: the append-only log that every operation writes in its own transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.db import models

from core.ids import new_id


class Identified(Protocol):
    """Anything with an opaque identifier."""

    public_id: Any


class PublicId(models.CharField[str, str]):
    """The opaque identifier that stands in URLs and events."""

    def __init__(self, **options: Any) -> None:
        options = {
            "max_length": 12,
            "unique": True,
            "default": new_id,
            "editable": False,
            **options,
        }
        super().__init__(**options)


class Event(models.Model):
    """One thing that happened. `actor` is an opaque identifier, never a key to a person's row."""

    at = models.DateTimeField(db_index=True)
    name = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject = models.CharField(max_length=12)
    scope = models.CharField(max_length=12, blank=True)
    actor = models.CharField(max_length=12, blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["scope", "-at"], name="event_by_scope"),
            models.Index(fields=["subject"], name="event_by_subject"),
            models.Index(fields=["actor"], name="event_by_actor", condition=~models.Q(actor="")),
            models.Index(fields=["name", "-at"], name="event_by_name"),
        ]

    @classmethod
    def record(
        cls,
        name: str,
        subject: Identified,
        *,
        by: Identified | None,
        at: datetime,
        **data: Any,
    ) -> "Event":
        """Write that `name` (`app.past_tense`) happened to `subject`; `by` None is the clock.

        The scope is the committee's identifier: the subject's `event_scope`, where it has one.
        """
        return cls.objects.create(
            at=at,
            name=name,
            subject_type=subject._meta.label_lower,  # type: ignore[attr-defined]
            subject=subject.public_id,
            scope=getattr(subject, "event_scope", ""),
            actor=by.public_id if by else "",
            data=data,
        )

    @staticmethod
    def record_many(
        name: str, subjects: Iterable[Identified], *, by: Identified | None, at: datetime
    ) -> None:
        """Write that the same happened to each of many subjects, in one statement."""
        Event.objects.bulk_create(
            Event(
                at=at,
                name=name,
                subject_type=subject._meta.label_lower,  # type: ignore[attr-defined]
                subject=subject.public_id,
                scope=getattr(subject, "event_scope", ""),
                actor=by.public_id if by else "",
            )
            for subject in subjects
        )


class DeletionStop(models.Model):
    """A time in which a court or a law forbids the host to delete: no rule of retention runs.

    Nothing is collected that was not before, and people can still erase what is theirs.
    """

    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(ended_at__isnull=True),
                name="deletion_stop_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True)
                | models.Q(ended_at__gte=models.F("begun_at")),
                name="deletion_stop_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"deletion stopped since {self.begun_at}"

    @classmethod
    def now(cls) -> "DeletionStop | None":
        """The stop that holds; None where the rules run."""
        return cls.objects.filter(ended_at__isnull=True).first()

    @classmethod
    def begin(cls, at: datetime) -> "DeletionStop":
        """Stop deletion by rule from now on; one that holds already stays."""
        return cls.now() or cls.objects.create(begun_at=at)

    @classmethod
    def end(cls, at: datetime) -> int:
        """Let the rules run again; how many stops ended."""
        return cls.objects.filter(ended_at__isnull=True).update(ended_at=at)
