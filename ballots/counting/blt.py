"""BLT files (Hill, Wichmann and Woodall): the common way to hand a ranked contest about.

Line by line: `candidates seats`; withdrawn candidates as negative numbers; one paper a line as
`weight choice choice … 0`, where an identifier in brackets may stand first; `0`; the names and the
title, in quotation marks or bare. `#` begins a comment.

A choice that is passed over (`-`) or shared (`2=3`) ends a paper there: only preferences in
unbroken order count (SSI 2007/42, schedule 1, rule 48: "next available preference").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ballots.counting.contest import MOST_CANDIDATES, Contest, ContestError

MOST_DIGITS = 15
COMMENT = re.compile(r"#.*")
COMMENT_AFTER_NAME = re.compile(r"(?:^|\s)#.*")
IDENTIFIER = re.compile(r"\s*\([^()]*\)")
NUMBERS = re.compile(r"[0-9]+(?:\s+[0-9]+)*", re.ASCII)
WITHDRAWALS = re.compile(r"-[0-9]+(?:\s+-[0-9]+)*", re.ASCII)
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
ALL_QUOTED = re.compile(r'((?:"(?:[^"\\]|\\.)*"\s*)+)(?:#.*)?')
LOOSELY_QUOTED = re.compile(r'"(.*)"\s*(?:\s#[^"]*)?')
ESCAPED = re.compile(r'\\(["\\])')
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class BltError(ContestError):
    """A malformed file: the line (from 1) and the fault in a sentence."""

    def __init__(self, line: int, fault: str) -> None:
        self.line = line
        self.fault = fault
        super().__init__(f"line {line}: {fault}")


def parse(source: str | bytes) -> Contest:
    """Read a contest; raises `BltError`."""
    text = _decode(source) if isinstance(source, bytes) else source.removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unprintable = UNPRINTABLE.search(text)
    if unprintable:
        raise BltError(
            text.count("\n", 0, unprintable.start()) + 1,
            "this is not text: it holds control characters.",
        )
    return _Reader(text.split("\n")).contest()


def dump(contest: Contest) -> str:
    """Write a contest that `parse` reads back; rule, seed and invalid papers have no place in it."""
    lines = [f"{len(contest.candidates)} {contest.seats}"]
    if contest.withdrawn:
        lines.append(" ".join(f"-{number}" for number in sorted(contest.withdrawn)))
    lines += [" ".join(map(str, (weight, *ranking, 0))) for weight, ranking in contest.papers]
    lines.append("0")
    lines += [_quote(name) for name in contest.candidates]
    lines.append(_quote(contest.title))
    return "\n".join(lines) + "\n"


def _quote(name: str) -> str:
    plain = " ".join(UNPRINTABLE.sub("", name).split())
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _decode(source: bytes) -> str:
    is_wide = source.startswith((b"\xff\xfe", b"\xfe\xff"))
    # Files of the 2000s hold Gaelic names in the Windows code page.
    encodings = ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return source.decode(encoding)
        except UnicodeDecodeError as fault:
            line = source.count(b"\n", 0, fault.start) + 1
    raise BltError(line, "this is not text: it is neither UTF-8 nor UTF-16 nor Windows-1252.")


class _Reader:
    """Walks over the lines once, from the header to the title."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.candidates = 0
        self.withdrawn: set[int] = set()
        self.papers: dict[tuple[int, ...], int] = {}
        # Most lines of a big file repeat: each wording is read once.
        self.known: dict[str, tuple[int, tuple[int, ...]]] = {}

    def contest(self) -> Contest:
        numbered = enumerate(self.lines, 1)
        seats = self._header(numbered)
        self._papers(numbered)
        names, title = self._names(numbered)
        return Contest(
            candidates=tuple(names),
            seats=seats,
            papers=tuple((weight, ranking) for ranking, weight in self.papers.items()),
            withdrawn=frozenset(self.withdrawn),
            title=title,
        )

    @property
    def end(self) -> int:
        """The last line that holds anything, for faults of what is missing."""
        return max((i for i, line in enumerate(self.lines, 1) if line.strip()), default=1)

    def _header(self, numbered: Iterator[tuple[int, str]]) -> int:
        for number, line in numbered:
            content = COMMENT.sub("", line).strip()
            if not content:
                continue
            if not NUMBERS.fullmatch(content) or len(content.split()) != 2:
                raise BltError(
                    number, "the file must begin with two numbers: candidates and places."
                )
            self.candidates, seats = (_number(number, token) for token in content.split())
            if not 1 <= self.candidates <= MOST_CANDIDATES:
                raise BltError(number, f"there must be 1 to {MOST_CANDIDATES} candidates.")
            if seats < 1:
                raise BltError(number, "there must be at least one place to fill.")
            return seats
        raise BltError(self.end, "the file is empty.")

    def _papers(self, numbered: Iterator[tuple[int, str]]) -> None:
        for number, line in numbered:
            known = self.known.get(line)
            if known:
                self.papers[known[1]] += known[0]
                continue
            content = COMMENT.sub("", line[_identifier_ends(line) :]).strip()
            if not content:
                continue
            if content == "0":
                return
            if WITHDRAWALS.fullmatch(content) and not self.papers:
                tokens = content.replace("-", "").split()
                self.withdrawn.update(self._candidate(number, token) for token in tokens)
                continue
            weight, ranking = self.known[line] = self._paper(number, content)
            self.papers[ranking] = self.papers.get(ranking, 0) + weight
        raise BltError(self.end, "the papers do not end with a line that holds only 0.")

    def _paper(self, number: int, content: str) -> tuple[int, tuple[int, ...]]:
        first, *tokens = content.split()
        if not NUMBERS.fullmatch(first):
            raise BltError(number, f"{_shown(first)} is not a number of papers.")
        weight = _number(number, first)
        if weight < 1:
            raise BltError(number, "a paper must stand for at least one voter.")
        if not tokens or tokens[-1] != "0":
            raise BltError(number, "the paper does not end with 0.")
        ranking: list[int] = []
        seen: set[int] = set()
        is_unbroken = True
        for token in tokens[:-1]:
            shared = [] if token == "-" else token.split("=")  # noqa: S105 - a mark, no secret
            for choice in shared:
                candidate = self._candidate(number, choice)
                if candidate in seen:
                    raise BltError(number, f"candidate {candidate} stands twice on the paper.")
                seen.add(candidate)
            is_unbroken = is_unbroken and len(shared) == 1
            if is_unbroken:
                ranking.append(candidate)
        return weight, tuple(ranking)

    def _candidate(self, number: int, token: str) -> int:
        if not NUMBERS.fullmatch(token):
            raise BltError(number, f"{_shown(token)} is not the number of a candidate.")
        candidate = _number(number, token)
        if not 1 <= candidate <= self.candidates:
            raise BltError(
                number, f"there is no candidate {candidate}: there are {self.candidates}."
            )
        return candidate

    def _names(self, numbered: Iterator[tuple[int, str]]) -> tuple[list[str], str]:
        names: list[str] = []
        for number, line in numbered:
            for name in _names_on(line):
                if len(names) > self.candidates:
                    raise BltError(number, "nothing may follow the title.")
                if not name and len(names) < self.candidates:
                    raise BltError(number, f"candidate {len(names) + 1} has an empty name.")
                names.append(name)
        if len(names) < self.candidates:
            raise BltError(
                self.end,
                f"the file ends without a name for candidate {len(names) + 1} "
                f"of {self.candidates}.",
            )
        return names[: self.candidates], "".join(names[self.candidates :])


def _identifier_ends(line: str) -> int:
    identifier = IDENTIFIER.match(line)
    return identifier.end() if identifier else 0


def _names_on(line: str) -> list[str]:
    content = line.strip()
    if content.startswith('"'):
        strict = ALL_QUOTED.fullmatch(content)
        if strict:
            return [ESCAPED.sub(r"\1", name).strip() for name in QUOTED.findall(strict[1])]
        loose = LOOSELY_QUOTED.fullmatch(content)
        if loose:
            return [loose[1].strip()]
    bare = COMMENT_AFTER_NAME.sub("", content).strip()
    return [bare] if bare else []


def _number(line: int, token: str) -> int:
    if len(token) > MOST_DIGITS:
        raise BltError(line, f"the number {_shown(token)} is too large.")
    return int(token)


def _shown(token: str) -> str:
    return f"'{token}'" if len(token) <= 20 else f"'{token[:20]}…'"
