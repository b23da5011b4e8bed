"""Modules of one name in every app, which register what they provide."""

from functools import cache

from django.utils.module_loading import autodiscover_modules


@cache
def discover(name: str) -> None:
    """Import `<app>.<name>` of every app that has it; once, since the search costs milliseconds."""
    autodiscover_modules(name)
