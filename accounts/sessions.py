"""The session engine of this product."""

from django.contrib.sessions.backends.db import SessionStore

__all__ = ["SessionStore"]
