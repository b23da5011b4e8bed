"""Bringing every sealed row under the newest key, so that an old key can be thrown away."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from django.db import models, transaction

from accounts import crypto
from accounts.models import SecondFactor, Session, User
from accounts.sessions import PURPOSE

_COLUMNS: tuple[tuple[type[models.Model], str], ...] = (
    (User, "email"),
    (EmailAddress, "email"),
    (Session, "label"),
    (SecondFactor, "label"),
    (SecondFactor, "secret"),
)


def reseal(size: int = 500) -> Iterator[int]:
    """Write every sealed column anew; yields the count so far. Harmless to stop and repeat."""
    done = 0
    for model, column in _COLUMNS:
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
