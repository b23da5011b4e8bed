"""Columns that hold what other modules seal themselves: a parcel of addresses, words in a mail's JSON.

A sealed field is found by itself when a key is replaced (`operations/sealing.py`). What is sealed by
hand has to be told here, in a module that its app's `ready` imports.
"""

from collections.abc import Callable
from typing import Any

from django.db import models

Renewed = Callable[[Any], Any]
COLUMNS: dict[tuple[type[models.Model], str], Renewed] = {}


def sealed_by_hand(model: type[models.Model], column: str, renewed: Renewed) -> None:
    """Register a column; `renewed(value)` gives the value sealed under the newest key."""
    COLUMNS[model, column] = renewed
