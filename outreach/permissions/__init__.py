"""Who may do what, and why not. One file a noun; every verb can be had from here."""

from outreach.permissions.statements import (
    draft_statement,
    drop_statement,
    rewrite_statement,
    translate_statement,
)

__all__ = [
    "draft_statement",
    "drop_statement",
    "rewrite_statement",
    "translate_statement",
]
