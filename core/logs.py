"""Logs of every process: one line an event, no addresses, no form values.

`LOG_FORMAT=json` makes each line one JSON object, for whatever collects and searches logs.
"""

import json
import logging
import logging.config
import re
import traceback
from datetime import UTC, datetime
from ipaddress import ip_address
from types import TracebackType
from typing import Any

_ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
_IP = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b")
_PERHAPS_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")


_TOKEN = re.compile(r"(/[iu]/|\bticket=)[^/\s\"'&]+")
TEXT, JSON = "text", "json"
_CHAIN = 8  # faults behind one another
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutAddresses(logging.Formatter):
    """Blots addresses and tokens out of every line; of a fault it tells kind and place only.

    The words of an exception may quote what somebody typed: PostgreSQL's name the value that is
    there already.
    """

    def format(self, record: logging.LogRecord) -> str:
        record = logging.makeLogRecord(record.__dict__)
        record.exc_text = None  # another handler may have left the whole there
        if record.name == "celery.app.trace" and isinstance(record.args, dict):
            record.msg = "task %(name)s %(description)s"  # its own line quotes the exception
        return blotted(super().format(record))

    def formatException(self, ei: _Raised) -> str:  # noqa: N802  logging's name
        parts: list[str] = []
        fault = ei[1]
        while fault is not None and len(parts) < _CHAIN:
            kind = f"{type(fault).__module__}.{type(fault).__qualname__}"
            parts.insert(0, "".join([*traceback.format_tb(fault.__traceback__), kind]))
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "\n\nand then\n\n".join(parts)


class Json(WithoutAddresses):
    """The same, an object a line: when, how grave, of which part, what; `fault` where one was raised."""

    def format(self, record: logging.LogRecord) -> str:
        first = logging.makeLogRecord(record.__dict__ | {"exc_info": None, "stack_info": None})
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": blotted(record.name),
            "message": super().format(first),
        }
        if record.exc_info:
            line["fault"] = blotted(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def blotted(line: str) -> str:
    """`line` with `[address]`, `[ip]` and `[token]` for what tells who somebody is or lets them in."""
    line = _TOKEN.sub(r"\1[token]", _ADDRESS.sub("[address]", line))
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


def configured(form: str) -> dict[str, Any]:
    """For `dictConfig`: everything to standard error, warnings and above from libraries."""
    line: dict[str, Any] = {
        "()": "core.logs.WithoutAddresses",
        "format": "{asctime} {levelname} {name} {message}",
        "style": "{",
    }
    if form == JSON:
        line = {"()": "core.logs.Json"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
            "celery": {"level": "WARNING"},
            "rankandfile": {"level": "INFO"},
            # Servers have handlers of their own, which would let addresses through.
            "gunicorn.error": {"handlers": ["stderr"], "propagate": False},
            "uvicorn": {"handlers": ["stderr"], "propagate": False},
        },
    }


def configure(config: dict[str, Any]) -> None:
    """Django's `LOGGING_CONFIG`, called with `LOGGING`."""
    logging.config.dictConfig(configured(config["line"]))
