"""Logs of every process: one line an event, no addresses, no form values."""

import logging
import logging.config
import re
from typing import Any

_ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
_IP = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b")


class WithoutAddresses(logging.Formatter):
    """Blots mail addresses and client addresses out of every line, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        return _IP.sub("[ip]", _ADDRESS.sub("[address]", super().format(record)))


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
