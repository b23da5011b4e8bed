"""Bringing every sealed row under the newest key, so that an old key can be thrown away."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction

from accounts.fields import EncryptedEmailField, SealedField
from accounts.hand_sealed import COLUMNS


def reseal(size: int = 500) -> Iterator[int]:
    """Write every sealed column anew; yields the count so far. Harmless to stop and repeat."""
    done = 0
    for model, column in columns():
        renewed = COLUMNS.get((model, column))
        for keys in _batches(model, size):
            with transaction.atomic():
                for row in model._default_manager.select_for_update().filter(pk__in=keys):
                    # Loading opens a sealed field under any key, saving seals it under the newest.
                    if renewed:
                        setattr(row, column, renewed(getattr(row, column)))
                    row.save(update_fields=[column])
            done += len(keys)
            yield done


def columns() -> list[tuple[type[models.Model], str]]:
    """Every sealed column of every app, by its field; then those that are sealed by hand."""
    fields = [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, (EncryptedEmailField, SealedField))
    ]
    return [*fields, *COLUMNS]


def _batches(model: type[models.Model], size: int) -> Iterator[list[object]]:
    last: object = None
    while True:
        rows = model._default_manager.order_by("pk")
        keys = list(
            (rows.filter(pk__gt=last) if last else rows).values_list("pk", flat=True)[:size]
        )
        if not keys:
            return
        yield keys
        last = keys[-1]
