"""Logs of every process: one line an event, no addresses, no form values."""

import logging
import logging.config
import re
from ipaddress import ip_address
from typing import Any

_ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
_IP = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b")
_PERHAPS_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")


class WithoutAddresses(logging.Formatter):
    """Blots mail addresses and client addresses out of every line, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        return blotted(super().format(record))


def blotted(line: str) -> str:
    """`line` with `[address]` and `[ip]` for every mail address and network address, of both kinds."""
    line = _ADDRESS.sub("[address]", line)
    return _IP.sub("[ip]", _PERHAPS_IPV6.sub(_without_ipv6, line))


def _without_ipv6(found: re.Match[str]) -> str:
    """A time such as 12:34:56 has colons too, and stays."""
    text = found[0]
    for cut in (0, 1):  # a full stop or a colon may follow
        end = len(text) - cut
        if _is_ipv6(text[:end]):
            return "[ip]" + text[end:]
    return text


def _is_ipv6(text: str) -> bool:
    try:
        return bool(ip_address(text)) and text != "::"
    except ValueError:
        return False


def configure(_config: dict[str, Any]) -> None:
    """Django's `LOGGING_CONFIG`: everything to standard error, warnings and above from libraries."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": "core.logs.WithoutAddresses",
                    "format": "{asctime} {levelname} {name} {message}",
                    "style": "{",
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": "WARNING"},
            "loggers": {
                "django": {"handlers": [], "level": "WARNING", "propagate": True},
                "django.request": {"level": "ERROR"},
                "celery": {"level": "WARNING"},
                "rankandfile": {"level": "INFO"},
            },
        }
    )
