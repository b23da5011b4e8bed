"""Changes of a board file: each value in turn, to another of its form or to a stranger."""

import copy
from collections.abc import Iterator
from typing import Any

OTHER_LETTER = {"A": "B", "": "AAAA"}


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every leaf, and to every object and array."""
    yield path
    if isinstance(value, dict | list):
        for name, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(each, (*path, name))


def put(file: Any, path: tuple[Any, ...], change: Any) -> Any:
    """A copy of the file in which `change` was called on what lies at the path."""
    if not path:
        return change(file)
    altered = copy.copy(file)
    altered[path[0]] = put(file[path[0]], path[1:], change)
    return altered


def other(value: Any) -> Any:
    """A value of the same form; of base64 the first byte differs."""
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return OTHER_LETTER.get(value[:1], "A") + value[1:]
    if isinstance(value, list):
        return value[:-1] if value else [0]
    return dict(list(value.items())[1:])


STRANGERS = [None, True, False, -1, 2**53, "", "\0", [], {}, [[]], "A" * 43, {"board": 1}]
