"""Columns that nobody reads without the key."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact, In

from accounts import crypto

_SEARCHABLE = {"exact", "iexact", "in", "isnull"}


class SealedExact(Exact):
    """Equality that finds rows written under any of the present keys."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        if not self.rhs_is_direct_value():
            return super().as_sql(compiler, connection)
        column, parameters = self.process_lhs(compiler, connection)
        forms = _every_form(self.lhs.output_field, [self.rhs])
        return (
            f"{column} IN ({', '.join(['%s'] * len(forms))})",
            [*parameters, *forms],
        )


class SealedIn(In):
    """One of several, each under any of the present keys."""

    def get_prep_lookup(self) -> Any:
        prepared = super().get_prep_lookup()
        if not self.rhs_is_direct_value():
            return prepared
        return _every_form(self.lhs.output_field, prepared)


def _every_form(field: Any, sealed: Iterable[str]) -> list[str]:
    return [
        form
        for one in sealed
        for form in (
            crypto.seal_lookups(crypto.open_lookup(one, field.purpose), field.purpose)
            if one
            else [one]
        )
    ]


class EncryptedEmailField(models.EmailField[str, str]):
    """An address, lower-cased, stored under AES-SIV: unique and found again by equality only."""

    purpose = "email"

    def db_type(self, connection: Any) -> str:
        return "text"

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return crypto.seal_lookup(value.strip().lower(), self.purpose) if value else value

    def from_db_value(self, value: Any, expression: object, connection: object) -> Any:
        return crypto.open_lookup(value, self.purpose) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in _SEARCHABLE:
            raise FieldError(f"A sealed address cannot be searched by “{lookup_name}”.")
        if lookup_name == "in":
            return SealedIn
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else SealedExact


class SealedField(models.TextField[Any, Any]):
    """What is stored under AES-GCM: read, never looked up."""

    @property
    def purpose(self) -> str:
        """A value moved to another column is not readable there."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError("A sealed text cannot be searched.")
        return super().get_lookup(lookup_name)


class EncryptedTextField(SealedField):
    """A short text."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return crypto.seal(value.encode(), self.purpose) if value else value

    def from_db_value(self, value: Any, expression: object, connection: object) -> Any:
        return crypto.unseal(value, self.purpose).decode() if value else value


class EncryptedBytesField(SealedField):
    """Bytes: a picture."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> Any:
        return crypto.seal(bytes(value), self.purpose) if value else value

    def from_db_value(self, value: Any, expression: object, connection: object) -> Any:
        return crypto.unseal(value, self.purpose) if value else value
