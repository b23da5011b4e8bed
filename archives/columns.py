"""One column as JSON holds it, and back: what comes in is of the right type, or is refused."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from timezone_field import TimeZoneField

from ballots.protocol.encoding import Malformed, b64, unb64
from core.models import PublicId

_DEEPEST, _LONGEST = 20, 2_000_000
_IDENTIFIER = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")


class Unfit(ValueError):
    """A value that its column cannot hold; str() says what is wrong with it."""


def write(column: models.Field[Any, Any], value: Any) -> Any:
    """The value of this column in JSON."""
    if value is None or isinstance(column, models.JSONField):
        return value
    if isinstance(column, models.DateTimeField):
        return cast(datetime, value).astimezone(UTC).isoformat()
    if isinstance(column, models.DateField | models.TimeField):
        return value.isoformat()
    if isinstance(column, models.BinaryField):
        return b64(bytes(value))
    if isinstance(column, models.FloatField):
        return repr(float(value))
    if isinstance(column, TimeZoneField):
        return str(value)
    return value


def read(column: models.Field[Any, Any], value: Any) -> Any:
    """What `write` wrote. Raises `Unfit`."""
    if value is None:
        if not column.null:
            raise Unfit("is missing")
        return None
    found = _reader(column)(value)
    if column.choices and not isinstance(column, TimeZoneField):
        known = {key for key, _words in column.flatchoices}
        if found not in known and not (found == "" and column.blank):
            raise Unfit("is none of the values that this server knows")
    is_structure = isinstance(column, models.JSONField) and column.has_default()
    if is_structure and type(found) is not type(column.get_default()):
        raise Unfit("is of the wrong kind")
    if isinstance(column, models.JSONField | models.BinaryField | TimeZoneField):
        return found
    try:
        column.run_validators(found)
        if isinstance(column, models.TextField) and column.max_length:
            MaxLengthValidator(column.max_length)(found)
    except ValidationError as fault:
        raise Unfit("is not allowed: " + " ".join(fault.messages)) from None
    return found


def _reader(column: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """By the class of the column, the narrowest first."""
    for kind, reader in _READERS:
        if isinstance(column, kind):
            return reader
    raise Unfit("is of a kind that no archive holds")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unfit("is not a text")
    if "\0" in value or not _is_whole(value):
        raise Unfit("holds a character that no text holds")
    return value


def _is_whole(text: str) -> bool:
    """Whether no half of a character stands alone."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def identifier(value: object) -> str:
    """An opaque identifier."""
    if not isinstance(value, str) or len(value) != 12 or not _IDENTIFIER.issuperset(value):
        raise Unfit("is not an identifier")
    return value


def _whole_number(value: object) -> int:
    if type(value) is not int or not -(2**63) <= value < 2**63:  # True is one to Python
        raise Unfit("is not a whole number")
    return value


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise Unfit("is neither yes nor no")
    return value


def _float(value: object) -> float:
    try:
        found = float(_text(value))
    except ValueError as fault:
        raise Unfit("is not a number") from fault
    if found != found or found in (float("inf"), float("-inf")):
        raise Unfit("is not a number")
    return found


def _bytes(value: object) -> bytes:
    try:
        return unb64(value)
    except Malformed:
        raise Unfit("is not base64url") from None


def _moment(value: object) -> datetime:
    try:
        found = datetime.fromisoformat(_text(value))
        if found.tzinfo is None:
            raise Unfit("has no time zone")
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unfit("is not a moment") from None


def _day(value: object) -> date:
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        raise Unfit("is not a day") from None


def _time(value: object) -> time:
    try:
        found = time.fromisoformat(_text(value))
    except ValueError:
        raise Unfit("is not a time of day") from None
    if found.tzinfo is not None:
        raise Unfit("is not a time of day")
    return found


def _zone(value: object) -> Any:
    try:
        return TimeZoneField().to_python(_text(value))
    except (ValidationError, ValueError, OSError):  # “America” is a folder of them
        raise Unfit("is not a time zone") from None


def _json(value: Any) -> Any:
    _look_through(value, _DEEPEST)
    if len(json.dumps(value)) > _LONGEST:
        raise Unfit("is too long")
    return value


def _look_through(value: object, depth: int) -> None:
    if depth == 0:
        raise Unfit("is nested too deeply")
    if isinstance(value, str):
        _text(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            _text(name)
            _look_through(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            _look_through(inner, depth - 1)
    elif isinstance(value, int) and not isinstance(value, bool):
        _whole_number(value)


_READERS: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
    (PublicId, identifier),
    (TimeZoneField, _zone),
    (models.JSONField, _json),
    (models.BinaryField, _bytes),
    (models.BooleanField, _yes_or_no),
    (models.IntegerField, _whole_number),
    (models.FloatField, _float),
    (models.DateTimeField, _moment),
    (models.DateField, _day),
    (models.TimeField, _time),
    (models.CharField, _text),
    (models.TextField, _text),
)
