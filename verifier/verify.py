#!/usr/bin/env python3
"""Checks a board file of a Rank & File ballot, and counts it again.

    pip install cryptography
    python verify.py board.json

Nothing of the product is used: this file is written from docs/ballot-protocol.md alone, and the
numbers with § name its sections. It needs Python 3.11 or newer and no network. It ends with 0 and
the result where everything holds, with 1 and the first thing that does not, with 2 where it was
called wrongly.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hmac
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Json = dict[str, Any]

SCALE = 100_000
MOST = 2**53 - 1
CODES = {"unopenable", "commitment", "decryption", "format"} | {
    *("credential", "signature", "fingerprint", "choices", "duplicate")
}
RULES = {
    "scottish-stv": "ranked",
    "scottish-stv-ron": "ranked",
    "approval": "approval",
    "yes-no": "yes-no",
}
UNREAD_TERMS = {
    "at_least": 0,
    "denominator": 2,
    "numerator": 1,
    "turnout_least": 0,
    "turnout_percent": 0,
}


class Fault(Exception):
    """Something in the file does not hold; the text is one line for a person."""


# Forms (§0)


def tag(name: str) -> bytes:
    return b"rf1/" + name.encode("ascii") + b"\0"


def canonical(value: object) -> bytes:
    """RFC 8785, for what `read` lets through: keys are ASCII, numbers are integers."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8")


def refuse_number(text: str) -> NoReturn:
    raise ValueError(text)


def read(source: bytes) -> object:
    """Parse JSON without fractions; ValueError or RecursionError where it is none."""
    return json.loads(
        source.decode("utf-8"), parse_float=refuse_number, parse_constant=refuse_number
    )


def fields(value: object, names: str, what: str) -> Json:
    """An object of exactly the named fields."""
    if not isinstance(value, dict) or value.keys() != set(names.split()):
        raise Fault(f"{what} is not an object of exactly the fields {names}.")
    return value


def array(value: object, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise Fault(f"{what} is not an array.")
    return value


def integer(value: object, what: str, least: int = 0, most: int = MOST) -> int:
    if type(value) is not int or not least <= value <= most:
        raise Fault(f"{what} is not a whole number from {least} to {most}.")
    return value


def integers(value: object, what: str, most: int = MOST) -> list[int]:
    return [integer(each, f"A number in {what}", 0, most) for each in array(value, what)]


def text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise Fault(f"{what} is not text.")
    return value


def one_of(value: object, choices: Iterable[object], what: str) -> str:
    if not isinstance(value, str) or value not in choices:
        raise Fault(f"{what} is none of those that the protocol knows.")
    return value


def unbase64(value: object, size: int | None = None) -> bytes:
    """The bytes of canonical base64url without padding; else ValueError."""
    if not isinstance(value, str) or len(value) % 4 == 1:
        raise ValueError("no base64url")
    raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    if base64.urlsafe_b64encode(raw).rstrip(b"=") != value.encode("ascii"):
        raise ValueError("not canonical")
    if size is not None and len(raw) != size:
        raise ValueError("another length")
    return raw


def b64(value: object, size: int, what: str) -> bytes:
    try:
        return unbase64(value, size)
    except ValueError:
        raise Fault(f"{what} is not canonical base64url of {size} bytes.") from None


def in_base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


# Signatures (§0)

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
Y_OF_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
# The eight points of small order have five values of y between them.
SMALL = {0, 1, P - 1, Y_OF_ORDER_8, P - Y_OF_ORDER_8}
SALTED = PSS(mgf=MGF1(hashes.SHA384()), salt_length=48)
SHA384 = hashes.SHA384()


def is_point(encoded: bytes) -> bool:
    """An encoding of y below p, of no point of small order."""
    y = int.from_bytes(encoded, "little") & (2**255 - 1)
    return y < P and y not in SMALL


def signed(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether Ed25519 holds, with what §0 refuses besides."""
    if not is_point(key) or not is_point(signature[:32]):
        return False
    if int.from_bytes(signature[32:], "little") >= ORDER:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def issued(issuer: RSAPublicKey, signature: bytes, message: bytes) -> bool:
    try:
        issuer.verify(signature, message, SALTED, SHA384)
    except (InvalidSignature, ValueError):
        return False
    return True


# The definition (§1)

DEFINITION = (
    "protocol id kind question candidates ron seats rule rule_version terms most_ranks opens_at "
    "papers_until closes_at complaints_until padding roll needed holders issuer receipt_key"
)


class Definition:
    """The definition of a contest, every value checked, and its fingerprint."""

    def __init__(self, value: object) -> None:
        stated = fields(value, DEFINITION, "The definition")
        one_of(stated["protocol"], ["rf1"], "The protocol")
        self.id = text(stated["id"], "The identifier")
        if len(self.id) != 12 or set(self.id) - set("0123456789abcdefghijklmnopqrstuvwxyz"):
            raise Fault("The identifier is not 12 digits and small letters.")
        self.kind = one_of(stated["kind"], set(RULES.values()), "The kind of question")
        self.question = text(stated["question"], "The question")
        named = array(stated["candidates"], "The list of candidates")
        self.candidates = [text(name, "The name of a candidate") for name in named]
        self.rule = one_of(stated["rule"], RULES, "The counting rule")
        integer(stated["rule_version"], "The version of the rule", 1, 1)
        self.seats = integer(stated["seats"], "The number of seats", 1)
        self._ballot(stated)
        self._terms(stated["terms"])
        times = [
            integer(stated[name], f"The time {name}")
            for name in ("opens_at", "papers_until", "closes_at", "complaints_until")
        ]
        if times != sorted(times) or times[0] == times[1]:
            raise Fault("The times of the definition are out of order.")
        roll = fields(stated["roll"], "hash size", "The roll")
        self.roll_hash = b64(roll["hash"], 32, "The hash of the roll")
        self.roll_size = integer(roll["size"], "The size of the roll")
        self._holders(stated["holders"], stated["needed"])
        self._keys(stated)
        self._padding(stated["padding"])
        self.fingerprint = sha256(canonical(stated)).digest()

    def _ballot(self, stated: Json) -> None:
        if RULES[self.rule] != self.kind:
            raise Fault("The counting rule is not one for this kind of question.")
        many = len(self.candidates)
        if self.kind == "yes-no" and many != 2:
            raise Fault("A yes/no question does not have exactly two answers.")
        if not many:
            raise Fault("There is no candidate.")
        self.ron = integer(stated["ron"], "The number of re-open nominations", 0, many)
        may_have = {"approval": (0, many), "scottish-stv-ron": (many,)}
        if self.ron not in may_have.get(self.rule, (0,)):
            raise Fault("The number of re-open nominations does not fit the rule.")
        least = many if self.kind == "approval" else 1
        most = 1 if self.kind == "yes-no" else many
        self.most_ranks = integer(stated["most_ranks"], "most_ranks", least, most)

    def _terms(self, value: object) -> None:
        self.terms: dict[str, int] = fields(value, " ".join(UNREAD_TERMS), "The terms")
        for name, number in self.terms.items():
            integer(number, f"The term {name}")
        if self.kind != "yes-no":
            if self.terms != UNREAD_TERMS:
                raise Fault("Terms are set, and this question has none.")
        elif (
            self.terms["at_least"] > 1
            or not 0 < self.terms["numerator"] <= self.terms["denominator"]
            or self.terms["turnout_percent"] > 100
        ):
            raise Fault("The terms are not within their limits.")

    def _holders(self, value: object, needed: object) -> None:
        holders = array(value, "The list of holders")
        if not 1 <= len(holders) <= 9:
            raise Fault("There are not 1 to 9 holders.")
        self.names: list[str] = []
        self.lots: list[bytes] = []
        self.signers: list[bytes] = []
        for holder in holders:
            stated = fields(holder, "lot name seal sign", "A holder")
            self.names.append(text(stated["name"], "The name of a holder"))
            self.lots.append(b64(stated["lot"], 32, "A lot commitment"))
            b64(stated["seal"], 32, "A holder's key for seals")
            self.signers.append(b64(stated["sign"], 32, "A holder's key for signatures"))
        if not all(map(is_point, self.signers)):
            raise Fault("A holder's key for signatures is no point, or one of small order.")
        # One key under two names would let one holder sign as two.
        if len(set(self.signers)) != len(self.signers):
            raise Fault("Two holders have the same key.")
        self.needed = integer(needed, "The number of holders who open", 1, len(holders))
        if 2 * self.needed <= len(holders):
            raise Fault("The holders who open are not more than half.")

    def _keys(self, stated: Json) -> None:
        issuer = fields(stated["issuer"], "ballot envelope", "The issuer")
        moduli = [
            int.from_bytes(b64(issuer[name], 384, f"The {name} modulus"), "big")
            for name in ("ballot", "envelope")
        ]
        if any(modulus.bit_length() != 3072 or modulus % 2 == 0 for modulus in moduli):
            raise Fault("A modulus is not an odd number of 3072 bits.")
        if moduli[0] == moduli[1]:
            raise Fault("The two moduli are the same.")
        try:
            self.issuer = RSAPublicNumbers(65537, moduli[0]).public_key()
        except ValueError:
            raise Fault("The ballot modulus is no RSA key.") from None
        self.receipt_key = b64(stated["receipt_key"], 32, "The receipt key")
        if not is_point(self.receipt_key):
            raise Fault("The receipt key is no point, or one of small order.")

    def _padding(self, value: object) -> None:
        self.padding = integer(value, "The padding")
        longest = sorted(range(1, len(self.candidates) + 1), reverse=True)[: self.most_ranks]
        needs = 514 + len(body(longest, MOST, "F" * 43))
        fitting = [size for size in (1024, 2048, 4096) if size >= needs]
        if not fitting or self.padding != fitting[0]:
            raise Fault("The padding is not the least that holds the longest ballot.")

    def allows(self, choices: list[int]) -> bool:
        """Whether a ballot of this contest may hold these choices (§5)."""
        if len(choices) > self.most_ranks or len(set(choices)) != len(choices):
            return False
        if self.kind == "approval" and choices != sorted(choices):
            return False
        return not choices or (min(choices) >= 1 and max(choices) <= len(self.candidates))


def body(choices: list[int], counter: int, fingerprint: str) -> bytes:
    numbers = ",".join(map(str, choices))
    stated = f'{{"choices":[{numbers}],"counter":{counter},"fingerprint":"{fingerprint}"}}'
    return stated.encode("ascii")


# The file (§10) and its checks (§11)

FILE = "board papers_unused result signatures"
BOARD = "ballots closing_list definition invalid leaves list_signature lots ready withdrawn"
PAPER = "ballots blank marked spoilt"
SEALED = "hash marked papers"
ANNEX = "ballots blank salt spoilt"
BALLOT = "choices counter credential key prefix signature"
RESULT = "blank elected quota reopened stages valid"
SEALED_RESULT = "elected reopened"
STAGE = "elected excluded lot non_transferable number votes"


class Board:
    """A board file in which everything held, or a Fault."""

    def __init__(
        self, source: bytes, fingerprint: bytes | None = None, annex: bytes | None = None
    ) -> None:
        file, board_bytes = self._open(source)
        # Members vote on paper, or nobody does and the board does not speak of it.
        said = isinstance(file["board"], dict) and "paper" in file["board"]
        self.board = fields(file["board"], BOARD + " paper" * said, "The board")
        self.file = file
        self.definition = Definition(self.board["definition"])
        if fingerprint is not None and fingerprint != self.definition.fingerprint:
            raise Fault("The fingerprint is another than the one that you gave.")
        self._ready()
        self._signatures(sha256(board_bytes).digest())
        self._leaves()
        self._closing_list()
        self._ballots()
        self._invalid()
        self._paper(annex)
        self._sums()
        self._lots()
        self._count()

    def _open(self, source: bytes) -> tuple[Json, bytes]:
        try:
            file = fields(read(source), FILE, "The file")
            board, unused, result, signatures = (canonical(file[name]) for name in sorted(file))
        except (ValueError, RecursionError):
            raise Fault("The file is not JSON of text and whole numbers.") from None
        whole = b'{"board":%b,"papers_unused":%b,"result":%b,"signatures":%b}'
        if source != whole % (board, unused, result, signatures):
            raise Fault("The file is not written in the canonical way.")
        return file, board

    def _ready(self) -> None:
        """Check 3: every holder was ready."""
        message = tag("ready") + self.definition.fingerprint
        ready = array(self.board["ready"], "The list of ready holders")
        if len(ready) != len(self.definition.signers):
            raise Fault("There is not one ready signature for each holder.")
        for number, (key, value) in enumerate(zip(self.definition.signers, ready, strict=True), 1):
            if not signed(key, b64(value, 64, "A ready signature"), message):
                raise Fault(f"Holder {number} did not sign that it was ready.")

    def _signatures(self, hashed: bytes) -> None:
        """Check 3: enough holders signed the board."""
        message = tag("board") + self.definition.fingerprint + hashed
        before = 0
        signatures = array(self.file["signatures"], "The list of signatures")
        for value in signatures:
            stated = fields(value, "holder signature", "A signature on the board")
            many = len(self.definition.signers)
            holder = integer(stated["holder"], "The number of a signing holder", 1, many)
            if holder <= before:
                raise Fault("The signing holders are not in order, or one stands twice.")
            before = holder
            signature = b64(stated["signature"], 64, "A signature on the board")
            if not signed(self.definition.signers[holder - 1], signature, message):
                raise Fault(f"Holder {holder} did not sign this board.")
        if len(signatures) < self.definition.needed:
            raise Fault("Too few holders signed the board.")

    def _leaves(self) -> None:
        """Check 4: the roll."""
        self.leaves: dict[bytes, int] = {}
        before = b""
        hashed = sha256(tag("roll-list"))
        for entry in array(self.board["leaves"], "The list of leaves"):
            if len(array(entry, "A leaf")) != 2:
                raise Fault("A leaf is not a leaf and a number.")
            leaf = b64(entry[0], 32, "A leaf")
            if leaf <= before:
                raise Fault("The leaves are not in order, or one stands twice.")
            before = leaf
            self.leaves[leaf] = integer(entry[1], "The number beside a leaf", 0, 2)
            hashed.update(leaf)
        if len(self.leaves) != self.definition.roll_size:
            raise Fault("There are not as many leaves as the roll was long.")
        if hashed.digest() != self.definition.roll_hash:
            raise Fault("The leaves are not those of the roll.")

    def _closing_list(self) -> None:
        """Check 5: the list of envelopes and its signature (§8)."""
        many = len(self.definition.candidates)
        self.withdrawn = integers(self.board["withdrawn"], "the list of the withdrawn", many)
        if 0 in self.withdrawn or sorted(set(self.withdrawn)) != self.withdrawn:
            raise Fault("The withdrawn are not numbers of candidates, ascending.")
        if len(self.withdrawn) >= 2**16 or many >= 2**16:
            raise Fault("There are more candidates than the protocol can number.")
        listed = array(self.board["closing_list"], "The closing list")
        self.closing_list = [b64(value, 32, "An entry of the closing list") for value in listed]
        if sorted(set(self.closing_list)) != self.closing_list:
            raise Fault("The closing list is not in order, or an envelope stands twice.")
        numbers = [len(self.withdrawn), *self.withdrawn]
        parts = [tag("list"), self.definition.fingerprint]
        parts += [number.to_bytes(2, "big") for number in numbers]
        self.list_hash = sha256(b"".join(parts + self.closing_list)).digest()
        message = tag("final-list") + self.definition.fingerprint + self.list_hash
        signature = b64(self.board["list_signature"], 64, "The signature of the closing list")
        if not signed(self.definition.receipt_key, signature, message):
            raise Fault("The signature of the closing list does not hold.")

    def _ballots(self) -> None:
        """Check 6: every ballot proves itself (§5)."""
        definition = self.definition
        issuer, fingerprint = definition.issuer, definition.fingerprint
        encoded = in_base64(fingerprint)
        ballot_key, ballot_tag = tag("ballot-key") + fingerprint, tag("ballot")
        self.counters: dict[bytes, int] = {}
        self.papers: Counter[tuple[int, ...]] = Counter()
        before = b""
        for number, value in enumerate(array(self.board["ballots"], "The list of ballots"), 1):
            what = f"Ballot {number}"
            ballot = fields(value, BALLOT, what)
            key = b64(ballot["key"], 32, f"The key of ballot {number}")
            mark = sha256(key).digest()
            if mark <= before:
                raise Fault(f"{what} is out of order, or its key stands twice.")
            before = mark
            prefix = b64(ballot["prefix"], 32, f"The prefix of ballot {number}")
            credential = b64(ballot["credential"], 384, f"The credential of ballot {number}")
            signature = b64(ballot["signature"], 64, f"The signature of ballot {number}")
            choices = integers(ballot["choices"], f"the choices of ballot {number}")
            counter = integer(ballot["counter"], f"The counter of ballot {number}")
            if not is_point(key) or not issued(issuer, credential, prefix + ballot_key + key):
                raise Fault(f"{what} has no paper of this election.")
            if not signed(key, signature, ballot_tag + body(choices, counter, encoded)):
                raise Fault(f"{what} is not what its voter signed.")
            if not definition.allows(choices):
                raise Fault(f"{what} holds choices that this election does not allow.")
            self.counters[key] = counter
            self.papers[tuple(choices)] += 1

    def _invalid(self) -> None:
        """Check 7: every invalid envelope is invalid as it is said to be (§9)."""
        definition = self.definition
        size = definition.padding + 16 + (32 + 80) * len(definition.signers) + 32
        listed, before = set(self.closing_list), b""
        self.codes: Counter[str] = Counter()
        for number, value in enumerate(array(self.board["invalid"], "The list of invalid"), 1):
            what = f"Invalid envelope {number}"
            stated = fields(value, "code envelope key", what)
            code = one_of(stated["code"], CODES, f"The code of invalid envelope {number}")
            envelope = b64(stated["envelope"], size, what)
            mark = sha256(tag("envelope") + definition.fingerprint + envelope).digest()
            if mark <= before:
                raise Fault(f"{what} is out of order, or stands twice.")
            before = mark
            if mark not in listed:
                raise Fault(f"{what} is not on the closing list.")
            if code == "unopenable":
                if stated["key"] != "":
                    raise Fault(f"{what} has a key, and is said to be unopenable.")
            else:
                key = b64(stated["key"], 32, f"The key of invalid envelope {number}")
                if self._code(envelope, key) != code:
                    raise Fault(f"{what} is not invalid for the reason {code}.")
            self.codes[code] += 1

    def _code(self, envelope: bytes, key: bytes) -> str:
        """The first code of §9 that fits an opened envelope; nothing where it is a good ballot."""
        definition = self.definition
        fingerprint = definition.fingerprint
        many = len(definition.signers)
        sealed, rest = envelope[: definition.padding + 16], envelope[definition.padding + 16 :]
        commitments = rest[: 32 * (many + 1)]
        if commitments != commit(key, many, definition.needed):
            return "commitment"
        aad = tag("inner") + fingerprint + commitments
        try:
            inner = AESGCM(key).decrypt(bytes(12), sealed, aad)
        except InvalidTag:
            return "decryption"
        voter, prefix, credential = inner[:32], inner[32:64], inner[64:448]
        signature, length = inner[448:512], int.from_bytes(inner[512:514], "big")
        said, padding = inner[514 : 514 + length], inner[514 + length :]
        if len(said) != length or any(padding):
            return "format"
        stated = read_body(said)
        if stated is None:
            return "format"
        message = prefix + tag("ballot-key") + fingerprint + voter
        if not is_point(voter) or not issued(definition.issuer, credential, message):
            return "credential"
        if not signed(voter, signature, tag("ballot") + said):
            return "signature"
        if stated["fingerprint"] != in_base64(fingerprint):
            return "fingerprint"
        if not definition.allows(stated["choices"]):
            return "choices"
        # Of several of one voter the best one stands on the board; with an equal counter it is
        # the one with the lower h, and of a ballot on the board nobody knows h.
        if self.counters.get(voter, -1) >= stated["counter"]:
            return "duplicate"
        return ""

    def _paper(self, annex: bytes | None) -> None:
        """Check 8: the ballots on paper (§10), no more than members who vote so."""
        self.marked = list(self.leaves.values()).count(2)
        self.on_paper = self.spoilt = 0
        self.sealed = False
        if ("paper" in self.board) != (self.marked > 0):
            raise Fault("Members vote on paper and the board is silent on it, or nobody does.")
        if not self.marked:
            if annex is not None:
                raise Fault("Nobody votes on paper here: the annex is of another election.")
            return
        value = self.board["paper"]
        self.sealed = isinstance(value, dict) and "hash" in value
        stated = fields(value, SEALED if self.sealed else PAPER, "The part on paper ballots")
        if integer(stated["marked"], "The number of members on paper") != self.marked:
            raise Fault("As many members are not marked on the roll as voting on paper.")
        if self.sealed:
            self.on_paper = integer(stated["papers"], "The number of sealed papers", 1, 4)
            self._annex(annex, b64(stated["hash"], 32, "The hash of the paper ballots"))
        else:
            if annex is not None:
                raise Fault("The board shows its paper ballots: the annex is of another one.")
            self.on_paper = self._papers(stated)
            if 0 < self.on_paper < 5:
                raise Fault("Fewer than five paper ballots are shown.")
        if self.on_paper > self.marked:
            raise Fault("There are more papers than members who vote on paper.")

    def _annex(self, annex: bytes | None, hashed: bytes) -> None:
        """The few papers behind a hash, where somebody has them."""
        if annex is None:
            return
        try:
            stated = fields(read(annex), ANNEX, "The annex")
            is_canonical = canonical(stated) == annex
        except (ValueError, RecursionError):
            raise Fault("The annex is not JSON of text and whole numbers.") from None
        b64(stated["salt"], 32, "The salt of the annex")
        message = tag("paper") + self.definition.fingerprint + annex
        if not is_canonical or sha256(message).digest() != hashed:
            raise Fault("The annex is not the one whose hash is on the board.")
        if self._papers(stated) != self.on_paper:
            raise Fault("The annex holds another number of papers than the board says.")
        self.sealed = False

    def _papers(self, stated: Json) -> int:
        """Take the choices on paper to the count; how many papers there were."""
        before: list[int] = []
        ballots = array(stated["ballots"], "The list of paper ballots")
        for number, value in enumerate(ballots, 1):
            choices = integers(value, f"paper ballot {number}")
            if not choices or not self.definition.allows(choices):
                raise Fault(f"Paper ballot {number} holds what this election does not allow.")
            if choices < before:
                raise Fault("The paper ballots are not sorted.")
            before = choices
            self.papers[tuple(choices)] += 1
        blank = integer(stated["blank"], "The number of blank papers")
        self.spoilt = integer(stated["spoilt"], "The number of spoilt papers")
        self.papers[()] += blank
        return len(ballots) + blank + self.spoilt

    def _sums(self) -> None:
        """Check 9: no ballot more, none less."""
        many = sum(self.codes.values()) + len(self.counters)
        if many != len(self.closing_list):
            raise Fault("Ballots and invalid envelopes are not as many as the closing list.")
        self.papers_issued = list(self.leaves.values()).count(1)
        if len(self.closing_list) > self.papers_issued:
            raise Fault("There are more envelopes than papers were issued.")
        self.papers_unused = integer(self.file["papers_unused"], "The number of papers not used")
        if self.papers_unused != self.papers_issued - len(self.closing_list):
            raise Fault("The number of papers not used is wrong.")

    def _lots(self) -> None:
        """Check 10: the holders' values for the lot, and its seed."""
        lots = array(self.board["lots"], "The list of lot values")
        if len(lots) != len(self.definition.lots):
            raise Fault("There is not one lot value for each holder.")
        self.missing_lots = []
        seed = sha256(tag("lot") + self.definition.fingerprint + self.list_hash)
        for number, (value, lot) in enumerate(zip(lots, self.definition.lots, strict=True), 1):
            drawn = bytes(32)
            if value == "":
                self.missing_lots.append(number)
            else:
                drawn = b64(value, 32, "A lot value")
                if sha256(tag("lot-value") + bytes([number]) + drawn).digest() != lot:
                    raise Fault(f"The lot value of holder {number} is not the one it bound.")
            seed.update(drawn)
        self.seed = seed.digest()

    def _count(self) -> None:
        """Check 11: the count, stage by stage."""
        if isinstance(self.board.get("paper"), dict) and "hash" in self.board["paper"]:
            self._count_sealed()
            return
        stated = fields(self.file["result"], RESULT, "The result")
        stages = array(stated["stages"], "The list of stages")
        many = len(self.definition.candidates)
        for number, value in enumerate(stages, 1):
            stage = fields(value, STAGE, f"Stage {number}")
            if len(array(stage["votes"], f"The votes of stage {number}")) != many:
                raise Fault(f"Stage {number} does not have one number of votes a candidate.")
        self.result = count(self.definition, self.papers, self.withdrawn, self.seed, len(stages))
        for number, (stage, own) in enumerate(zip(stages, self.result["stages"], strict=False), 1):
            for name in own:
                # By bytes: to Python `true` is 1.
                if canonical(stage[name]) != canonical(own[name]):
                    raise Fault(f"Stage {number} of the count is another: {name}.")
        if len(stages) != len(self.result["stages"]):
            raise Fault("The count has another number of stages.")
        for name in self.result:
            if canonical(stated[name]) != canonical(self.result[name]):
                raise Fault(f"The result of the count is another: {name}.")

    def _count_sealed(self) -> None:
        """Where few papers are sealed, stages would show them: only who is elected is stated."""
        self.result = fields(self.file["result"], SEALED_RESULT, "The result")
        elected = integers(self.result["elected"], "the list of the elected")
        reopened = integer(self.result["reopened"], "The number of places left open")
        is_question = self.definition.kind == "yes-no"
        able = {1} if is_question else set(range(1, len(self.definition.candidates) + 1))
        able -= {self.definition.ron, *self.withdrawn}
        if len(set(elected)) != len(elected) or not able.issuperset(elected):
            raise Fault("The elected are not candidates who could be, each once.")
        if reopened != (0 if is_question else self.definition.seats - len(elected)):
            raise Fault("The elected and the places left open are not as many as the places.")
        if self.sealed:
            return
        self.result = count(self.definition, self.papers, self.withdrawn, self.seed, sys.maxsize)
        if [elected, reopened] != [self.result["elected"], self.result["reopened"]]:
            raise Fault("With the papers of the annex the count elects others.")


def commit(key: bytes, many: int, needed: int) -> bytes:
    """All commitments that a key fixes (§6): Shamir over GF(2^8) with 0x11B."""
    parts = [sha256(tag("key") + key).digest()]
    spread = b""
    if needed > 1:
        length = 32 * (needed - 1)
        spread = HKDF(hashes.SHA256(), length, None, tag("shamir")).derive(key)
    coefficients = [key, *(spread[at : at + 32] for at in range(0, len(spread), 32))]
    for holder in range(1, many + 1):
        share = bytes(32)
        for coefficient in reversed(coefficients):
            share = bytes(
                times(before, holder) ^ more
                for before, more in zip(share, coefficient, strict=True)
            )
        parts.append(sha256(tag("share") + bytes([holder]) + share).digest())
    return b"".join(parts)


def times(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left = left << 1 ^ (0x11B if left & 0x80 else 0)
        right >>= 1
    return product


def read_body(said: bytes) -> Json | None:
    """The body of a ballot, where it has its form (§5)."""
    try:
        stated = fields(read(said), "choices counter fingerprint", "A body")
        integers(stated["choices"], "choices")
        integer(stated["counter"], "counter")
        b64(stated["fingerprint"], 32, "fingerprint")
        return stated if canonical(stated) == said else None
    except (Fault, ValueError, RecursionError):
        return None


# The count


def count(
    definition: Definition,
    papers: Counter[tuple[int, ...]],
    withdrawn: list[int],
    seed: bytes,
    most_stages: int,
) -> Json:
    """Count papers by the definition's rule; a count of more stages ends after one too many."""
    if definition.kind == "yes-no":
        return count_answers(definition, papers)
    standing = [n for n in range(1, len(definition.candidates) + 1) if n not in set(withdrawn)]
    if definition.kind == "approval":
        return count_approvals(definition, papers, standing, seed)
    return Transfers(definition, papers, standing, seed).result(most_stages)


def draw(seed: bytes, stage: int, tied: Iterable[int]) -> list[int]:
    """Put the tied in the order of the public lot (§9)."""
    return sorted(tied, key=lambda one: hmac.digest(seed, b"%d:%d" % (stage, one), "sha256"))


def one_stage(votes: list[int], elected: list[int], lot: list[int]) -> list[Json]:
    return [
        {
            "elected": elected,
            "excluded": [],
            "lot": lot,
            "non_transferable": 0,
            "number": 1,
            "votes": [held * SCALE for held in votes],
        }
    ]


def count_answers(definition: Definition, papers: Counter[tuple[int, ...]]) -> Json:
    """A yes/no question: a majority of yes, the share and the turnout that the terms ask."""
    terms = definition.terms
    yes, no, blank = papers[(1,)], papers[(2,)], papers[()]
    share, whole = (yes + no) * terms["numerator"], terms["denominator"]
    least = -(-share // whole) if terms["at_least"] else share // whole + 1
    least = max(least, (yes + no) // 2 + 1)
    turnout = max(
        -(-definition.roll_size * terms["turnout_percent"] // 100), terms["turnout_least"]
    )
    elected = [1] if yes >= least and yes + no + blank >= turnout else []
    return {
        "blank": blank,
        "elected": elected,
        "quota": least,
        "reopened": 0,
        "stages": one_stage([yes, no], elected, []),
        "valid": yes + no,
    }


def count_approvals(
    definition: Definition, papers: Counter[tuple[int, ...]], standing: list[int], seed: bytes
) -> Json:
    """Most marks win; whoever has fewer than re-open nominations is not elected."""
    votes = dict.fromkeys(range(1, len(definition.candidates) + 1), 0)
    able = set(standing)
    valid = 0
    for choices, number in papers.items():
        marked = able.intersection(choices)
        valid += number if marked else 0
        for choice in marked:
            votes[choice] += number
    bar = votes[definition.ron] if definition.ron in able else 0
    able = {one for one in able if one != definition.ron and votes[one] >= bar}
    elected: list[int] = []
    lot: list[int] = []
    for held in sorted({votes[one] for one in able}, reverse=True):
        equal = sorted(one for one in able if votes[one] == held)
        places = definition.seats - len(elected)
        if places and len(equal) > places:
            lot = equal = draw(seed, 1, equal)
        elected += equal[:places]
    return {
        "blank": papers.total() - valid,
        "elected": elected,
        "quota": 0,
        "reopened": definition.seats - len(elected),
        "stages": one_stage(list(votes.values()), elected, lot),
        "valid": valid,
    }


Paper = tuple[tuple[int, ...], int, int]  # choices, the place of its holder among them, how many


class Transfers:
    """Scottish STV: the Scottish Local Government Elections Order 2007, schedule 1, rules 45 to 52.

    Re-open nominations (RON) loses every tie, is never elected, and ends the count at the quota.
    """

    def __init__(
        self,
        definition: Definition,
        papers: Counter[tuple[int, ...]],
        standing: list[int],
        seed: bytes,
    ) -> None:
        self.seats, self.ron, self.seed = definition.seats, definition.ron, seed
        self.continuing = set(standing)
        self.votes = [0] * (len(definition.candidates) + 1)
        self.held: dict[int, dict[int, list[Paper]]] = defaultdict(lambda: defaultdict(list))
        self.lost = 0
        self.elected: list[int] = []
        self.over: set[int] = set()
        self.stages: list[Json] = []
        self.blank = sum(self._give((choices, -1, n), SCALE) for choices, n in papers.items())
        self.valid = papers.total() - self.blank
        self.quota = self.valid // (self.seats + 1) + 1

    def result(self, most_stages: int) -> Json:
        self._deem([], [])
        while self.continuing and len(self.elected) < self.seats:
            if len(self.stages) > most_stages:
                break
            if self.over:
                self._surplus()
            else:
                self._exclude()
        return {
            "blank": self.blank,
            "elected": self.elected,
            "quota": self.quota,
            "reopened": self.seats - len(self.elected),
            "stages": self.stages,
            "valid": self.valid,
        }

    def _give(self, paper: Paper, value: int) -> int:
        """Give papers to their next available choice; returns how many have none."""
        choices, place, number = paper
        for at in range(place + 1, len(choices)):
            if choices[at] in self.continuing:
                self.held[choices[at]][value].append((choices, at, number))
                self.votes[choices[at]] += number * value
                return 0
        return number

    def _surplus(self) -> None:
        """The largest surplus goes on, each paper at a value cut to five decimals (48, 49)."""
        source, lot = self._choose(self.over, largest=True)
        self.over.remove(source)
        had, rest = self.votes[source], self.quota * SCALE
        surplus = had - rest
        before = sum(self.votes)
        for value, papers in self._take(source):
            for paper in papers:
                self._give(paper, surplus * value // had)
        self.lost += surplus - (sum(self.votes) - before)
        self.votes[source] = rest
        self._deem([], lot)

    def _exclude(self) -> None:
        """The lowest is excluded, and the papers go on at the value that they have (50, 51)."""
        source, lot = self._choose(self.continuing, largest=False)
        self.continuing.remove(source)
        for value, papers in self._take(source):
            self.lost += sum(self._give(paper, value) for paper in papers) * value
        self.votes[source] = 0
        self._deem([source], lot)

    def _take(self, source: int) -> Iterator[tuple[int, list[Paper]]]:
        yield from self.held.pop(source, {}).items()

    def _choose(self, among: set[int], *, largest: bool) -> tuple[int, list[int]]:
        """Whose turn it is, and the lot where only it decides (49 (2), 51 (2))."""
        pick = max if largest else min
        tied = sorted(among)
        for stage in reversed(self.stages):
            votes = stage["votes"]
            extreme = pick(votes[one - 1] for one in tied)
            tied = [one for one in tied if votes[one - 1] == extreme]
            if self.ron in tied and not largest:
                return self.ron, []
            if len(tied) == 1:
                return tied[0], []
        order = draw(self.seed, len(self.stages) + 1, tied)
        return order[0], order

    def _deem(self, excluded: list[int], lot: list[int]) -> None:
        """Whoever now is elected is so deemed (47, 52), and the stage is written down."""
        quota = self.quota * SCALE
        reached = [one for one in self._by_votes() if self.votes[one] >= quota]
        self.over.update(one for one in reached if self.votes[one] > quota)
        elected = reached
        self.elected += reached
        self.continuing.difference_update(reached)
        places = self.seats - len(self.elected)
        if self.ron in self.continuing and self.votes[self.ron] >= quota:
            self.continuing.clear()
        elif places and len(self.continuing) <= places:
            rest = self._by_votes()
            elected = reached + rest
            self.elected += rest
            self.continuing.clear()
        self.stages.append(
            {
                "elected": elected,
                "excluded": excluded,
                "lot": lot,
                "non_transferable": self.lost,
                "number": len(self.stages) + 1,
                "votes": self.votes[1:],
            }
        )

    def _by_votes(self) -> list[int]:
        """The continuing but RON, highest first; of equal ones the lower number first."""
        return sorted(self.continuing - {self.ron}, key=lambda one: (-self.votes[one], one))


# The call


def shown(name: str) -> str:
    """A name without what could steer a terminal."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name
    )


def amount(votes: int) -> str:
    return f"{votes // SCALE}.{votes % SCALE:05}"


def tracker(key: bytes) -> str:
    return base64.b32encode(sha256(key).digest())[:10].decode("ascii")


def report(board: Board) -> Iterator[str]:
    definition, result = board.definition, board.result
    names = [shown(name) for name in definition.candidates]

    def called(numbers: Iterable[int]) -> str:
        return ", ".join(f"{number} {names[number - 1]}" for number in numbers) or "nobody"

    yield "Everything holds."
    yield f"Question: {shown(definition.question)}"
    yield f"Fingerprint: {in_base64(definition.fingerprint)}"
    yield f"In hex: {definition.fingerprint.hex()}"
    yield f"On the roll: {definition.roll_size}. Papers issued: {board.papers_issued}."
    yield f"Envelopes: {len(board.closing_list)}. Ballots: {len(board.counters)}."
    invalid = ", ".join(f"{many} {code}" for code, many in sorted(board.codes.items())) or "none"
    yield f"Invalid envelopes: {invalid}. Papers not used: {board.papers_unused}."
    for number in board.missing_lots:
        yield f"Without a lot value: holder {number}, {shown(definition.names[number - 1])}."
    if board.marked:
        yield f"On paper: {board.marked} members, {board.on_paper} papers."
        yield from [f"Spoilt papers: {board.spoilt}."] if not board.sealed else []
    if board.withdrawn:
        yield f"Withdrawn: {called(board.withdrawn)}."
    if board.sealed:
        yield "So few papers would tell how somebody voted: only their hash is on the board."
        yield "The count can be repeated with their annex: --paper annex.json."
        yield f"Said to be elected, which is not checked here: {called(result['elected'])}."
        return
    yield f"Rule: {definition.rule}. Places: {definition.seats}. Needed: {result['quota']}."
    yield f"Valid: {result['valid']}. Blank: {result['blank']}."
    for stage in result["stages"]:
        yield f"Stage {stage['number']}"
        for number, votes in enumerate(stage["votes"], 1):
            if number not in board.withdrawn:
                states = [name for name in ("elected", "excluded") if number in stage[name]]
                yield "  ".join([f"{amount(votes):>20}", names[number - 1], *states])
        yield f"{amount(stage['non_transferable']):>20}  (non-transferable)"
        if stage["lot"]:
            yield f"  By lot, in this order: {called(stage['lot'])}."
    if definition.kind == "yes-no":
        yield "Carried." if result["elected"] else "Not carried."
    else:
        yield f"Elected: {called(result['elected'])}."
        if result["reopened"]:
            yield f"Places left open: {result['reopened']}."


def look_up(board: Board, call: argparse.Namespace) -> Iterator[str]:
    """What the caller asked after; a Fault where it is not on the board."""
    if call.leaf is not None:
        if call.leaf not in board.leaves:
            raise Fault("The leaf is not on the roll.")
        said = ["a paper was not issued", "a paper was issued", "its member votes on paper"]
        yield f"The leaf is on the roll, and {said[board.leaves[call.leaf]]}."
    keys = [key for key in board.counters if key == call.key or tracker(key) == call.tracker]
    if (call.key or call.tracker) and not keys:
        raise Fault("No such ballot is on the board.")
    for ballot in board.board["ballots"] if keys else ():
        key = unbase64(ballot["key"])
        if key in keys:
            names = board.definition.candidates
            chosen = ", ".join(f"{n} {shown(names[n - 1])}" for n in ballot["choices"])
            yield f"Ballot {tracker(key)}, key {ballot['key']}: {chosen or 'blank'}."


OF_32 = ("--fingerprint", "--leaf", "--key")


def thirty_two(value: str) -> bytes:
    """An argument of 32 bytes in base64url or hex."""
    try:
        return binascii.unhexlify(value) if len(value) == 64 else unbase64(value, 32)
    except ValueError:
        raise argparse.ArgumentTypeError("expected 32 bytes in base64url or hex") from None


def a_tracker(value: str) -> str:
    value = value.replace(" ", "")  # shown in two halves
    if len(value) != 10 or set(value.upper()) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"):
        raise argparse.ArgumentTypeError("expected the ten characters of a tracker")
    return value.upper()


def beside(arguments: list[str]) -> Iterator[str]:
    """The arguments, with what is 32 bytes in base64url beside its option: it may begin with "-"."""
    waiting = iter(arguments)
    for argument in waiting:
        value = next(waiting, None) if argument in OF_32 else None
        if value is None:
            yield argument
        elif len(value) == 43:
            yield f"{argument}={value}"
        else:
            yield from (argument, value)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="verify.py", description="Check a board file and count it again.", allow_abbrev=False
    )
    parser.add_argument("board", type=Path, help="the board file")
    parser.add_argument("--fingerprint", type=thirty_two, help="the one that you wrote down")
    parser.add_argument("--leaf", type=thirty_two, help="your leaf: was a paper issued?")
    parser.add_argument("--tracker", type=a_tracker, help="print the ballot with this tracker")
    parser.add_argument("--key", type=thirty_two, help="print the ballot with this key")
    parser.add_argument("--paper", type=Path, help="the annex of few paper ballots")
    call = parser.parse_args([*beside(sys.argv[1:] if arguments is None else arguments)])
    try:
        source = call.board.read_bytes()
        annex = call.paper.read_bytes() if call.paper else None
    except (OSError, ValueError) as fault:
        parser.error(f"the file cannot be read: {fault}")
    try:
        board = Board(source, call.fingerprint, annex)
        lines, code = [*report(board), *look_up(board, call)], 0
    except Fault as fault:
        lines, code = [f"Does not hold: {fault}"], 1
    except MemoryError:
        lines, code = ["Does not hold: The file is too large for this machine."], 1
    say(lines)
    return code


def say(lines: list[str]) -> None:
    output = "".join(f"{line}\n" for line in lines)
    try:
        # A terminal may know fewer letters than names do.
        sys.stdout.buffer.write(output.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
