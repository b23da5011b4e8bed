"""The codes of an authenticator app (RFC 6238): six digits, a new one each half minute."""

import base64
import os
import time
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from accounts.codes import digits
from accounts.limits import is_first
from accounts.passkeys import host_of

STEP = 30  # seconds
LENGTH = 6
SLOT = "authenticator_seed"
_BYTES = 20  # as long as the hash (RFC 4226, section 4, R6)


def offered_seed(request: HttpRequest) -> str:
    """The seed that this browser's person is about to put into an app; the same until it is kept."""
    if SLOT not in request.session:
        request.session[SLOT] = base64.b32encode(os.urandom(_BYTES)).decode()
    return str(request.session[SLOT])


def address_of(seed: str, request: HttpRequest) -> str:
    """What the QR code holds. Apps show this site's host; nothing in it says whose the account is."""
    host = host_of(request)
    return f"otpauth://totp/{quote(host)}?{urlencode({'secret': seed, 'issuer': host})}"


def matches(seed: str, text: str) -> bool:
    """Whether `text` is the code of now, or of the half minute before or after; each works once."""
    typed, now = digits(text), int(time.time())
    # SHA-1 is what apps compute, and sound here: HMAC does not lean on collisions.
    codes = TOTP(base64.b32decode(seed), LENGTH, SHA1(), STEP)  # noqa: S303
    steps = [now // STEP + distance for distance in (-1, 0, 1)]
    found = [step for step in steps if constant_time_compare(_code(codes, step), typed)]
    return bool(found) and is_first(f"authenticator|{seed}|{found[0]}", 4 * STEP)


def _code(codes: TOTP, step: int) -> str:
    return codes.generate(step * STEP).decode()
