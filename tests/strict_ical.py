"""A reader of calendar files that forgives nothing of RFC 5545."""

import re
from collections import Counter
from dataclasses import dataclass, field

LONGEST = 75  # octets of a line, without its end
NAME = re.compile(r"[A-Z0-9-]+")
ONCE = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "SUMMARY", "STATUS", "CLASS", "URL"}
MOMENT = re.compile(r"\d{8}T\d{6}Z?")


@dataclass
class Part:
    """A component: its properties as (name, parameters, value), and the components in it."""

    name: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The one value of this name; `KeyError` where there is none or more than one."""
        found = [value for known, _options, value in self.lines if known == name]
        if len(found) != 1:
            raise KeyError(f"{name} stands {len(found)} times in {self.name}")
        return found[0]

    def of(self, name: str) -> list["Part"]:
        """The components of this name."""
        return [one for one in self.parts if one.name == name]


def read(file: bytes) -> Part:
    """The calendar; `ValueError` or `KeyError` for what a strict reader would refuse."""
    text = file.decode("utf-8")
    if (
        not text.endswith("\r\n")
        or "\n" in text.replace("\r\n", "")
        or "\r" in text.replace("\r\n", "")
    ):
        raise ValueError("a line ends in something other than CRLF")
    physical = text[:-2].split("\r\n")
    if any(len(line.encode()) > LONGEST for line in physical):
        raise ValueError("a line is longer than 75 octets")
    calendar = _nested(_unfolded(physical))
    _check(calendar)
    return calendar


def _unfolded(physical: list[str]) -> list[str]:
    lines: list[str] = []
    for line in physical:
        if line[:1] in (" ", "\t"):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    if any(ord(letter) < 32 and letter != "\t" for line in lines for letter in line):
        raise ValueError("a control character")
    return lines


def _nested(lines: list[str]) -> Part:
    root = Part("")
    open_parts = [root]
    for line in lines:
        name, options, value = _split(line)
        if name == "BEGIN":
            part = Part(value)
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif name == "END":
            if open_parts.pop().name != value:
                raise ValueError(f"END:{value} ends something else")
        else:
            open_parts[-1].lines.append((name, options, value))
    if len(open_parts) != 1 or len(root.parts) != 1 or root.lines:
        raise ValueError("not one calendar")
    return root.parts[0]


def _split(line: str) -> tuple[str, dict[str, str], str]:
    head, colon, value = (
        re.split(r'(:)(?=(?:[^"]*"[^"]*")*[^"]*$)', line, maxsplit=1)
        if ('"' in line.partition(":")[0])
        else line.partition(":")
    )
    name, *options = head.split(";")
    if not colon or not NAME.fullmatch(name):
        raise ValueError(f"no property: {line!r}")
    pairs = (one.partition("=") for one in options)
    return name, {key: given.strip('"') for key, _is, given in pairs}, value


def _check(calendar: Part) -> None:
    if calendar.name != "VCALENDAR" or calendar.value("VERSION") != "2.0":
        raise ValueError("no calendar of version 2.0")
    calendar.value("PRODID")
    zones = Counter(one.value("TZID") for one in calendar.of("VTIMEZONE"))
    if any(times > 1 for times in zones.values()):
        raise ValueError("a zone is described twice")
    events = calendar.of("VEVENT")
    if len({one.value("UID") for one in events}) != len(events):
        raise ValueError("two events share a UID")
    for event in events:
        _check_event(event, set(zones))


def _check_event(event: Part, zones: set[str]) -> None:
    for name in ONCE:
        event.value(name)
    if not re.fullmatch(r"\d{8}T\d{6}Z", event.value("DTSTAMP")):
        raise ValueError("DTSTAMP is not in UTC")
    if {"DTEND", "DURATION"} <= {name for name, *_rest in event.lines}:
        raise ValueError("an end and a duration")
    if event.value("STATUS") not in ("CONFIRMED", "CANCELLED", "TENTATIVE"):
        raise ValueError("an unknown status")
    if not event.value("SEQUENCE").isdecimal():
        raise ValueError("SEQUENCE is no number")
    for name, options, value in event.lines:
        if name.startswith("DT") and not MOMENT.fullmatch(value):
            raise ValueError(f"{name} is no moment")
        if (zone := options.get("TZID")) and (zone not in zones or value.endswith("Z")):
            raise ValueError(f"{zone} is not described, or the time is in UTC")
        if name in ("SUMMARY", "LOCATION", "DESCRIPTION"):
            _check_text(value)


def _check_text(value: str) -> None:
    if re.search(r"(?<!\\)(?:\\\\)*[;,]", value):
        raise ValueError("a comma or semicolon is not escaped")
    if re.search(r"(?<!\\)(?:\\\\)*\\[^\\;,nN]", value):
        raise ValueError("an unknown escape")
