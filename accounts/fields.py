"""A column that holds an address unreadable without the key."""

from typing import Any

from django.db import models

from accounts import crypto


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
        return super().get_lookup("exact" if lookup_name == "iexact" else lookup_name)
