"""The whole product on one port, for `manage.py up`: the live endpoint, and Django by WSGI.

In production a reverse proxy does this between gunicorn and the live process.
"""

from typing import Any

from a2wsgi import WSGIMiddleware

from config import live
from config.live import Receive, Scope, Send
from config.wsgi import application as django

# The two libraries name the same protocol's types differently.
_django: Any = WSGIMiddleware(django, workers=8)  # type: ignore[arg-type]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Send `/live/` to the live endpoint and everything else to Django."""
    if scope["type"] == "http" and scope["path"].startswith("/live/"):
        await live.application(scope, receive, send)
    else:
        await _django(scope, receive, send)
