"""Bringing every sealed row under the newest key, so that an old key can be thrown away."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction

from accounts import crypto
from accounts.fields import EncryptedEmailField, SealedField
from accounts.models import Session
from accounts.sessions import PURPOSE


def reseal(size: int = 500) -> Iterator[int]:
    """Write every sealed column anew; yields the count so far. Harmless to stop and repeat."""
    done = 0
    for model, column in columns():
        for keys in _batches(model, size):
            with transaction.atomic():
                # Loading opens a row under any key, saving seals it under the newest.
                for row in model._default_manager.select_for_update().filter(pk__in=keys):
                    row.save(update_fields=[column])
            done += len(keys)
            yield done
    for keys in _batches(Session, size):
        with transaction.atomic():
            for row in Session.objects.select_for_update().filter(pk__in=keys):
                row.data = crypto.seal(crypto.unseal(row.data, PURPOSE), PURPOSE)
                row.save(update_fields=["data"])
        done += len(keys)
        yield done


def columns() -> list[tuple[type[models.Model], str]]:
    """Every sealed column of every app; sealed sessions are no field, and come besides."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, (EncryptedEmailField, SealedField))
    ]


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
