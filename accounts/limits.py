"""How often something may be tried: by address first, by network at the size of a hall.

Counters lie in the cache under keyed hashes, so that no address and no network can be read there.
While the cache is away each process counts for itself: sign-in goes on, guessing stays slow.
"""

import hashlib
import hmac
import ipaddress
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from redis.exceptions import RedisError

log = logging.getLogger("rankandfile.limits")
_own = LocMemCache("limits", {"OPTIONS": {"MAX_ENTRIES": 50_000}})


@dataclass(frozen=True, slots=True)
class Limit:
    """`amount` times within each period of `seconds`."""

    amount: int
    seconds: int


QUARTER, DAY = 900, 86_400
# By network: 300 people of one hall, each with a few wrong starts, within a quarter of an hour.
LIMITS: dict[str, dict[str, tuple[Limit, ...]]] = {
    "send_code": {
        "address": (Limit(5, QUARTER), Limit(30, DAY)),
        "network": (Limit(1_200, QUARTER),),
    },
    # By code: the count in the session could be outrun by requests sent at the same moment.
    "enter_code": {"code": (Limit(6, QUARTER),), "network": (Limit(3_000, QUARTER),)},
    "use_recovery_code": {"network": (Limit(60, QUARTER),)},
    # Six digits, of which three are right at a time: sixty guesses a day find one in fifteen years.
    "enter_second_factor": {
        "account": (Limit(10, QUARTER), Limit(60, DAY)),
        "network": (Limit(3_000, QUARTER),),
    },
    "use_passkey": {"network": (Limit(1_200, QUARTER),)},
    # Only addresses that lead nowhere: a provider's server asks for the calendars of many.
    "calendar_feed": {"network": (Limit(600, QUARTER),)},
    # Names of members, which stand on no list, could be found by trying.
    "propose_removal": {"member": (Limit(5, DAY),)},
    "try_names": {"member": (Limit(10, DAY),)},
    "export_held": {"account": (Limit(5, DAY),)},
    "fetch_archive": {"member": (Limit(5, DAY),)},
    # A code has 98 bits; this only keeps a page from being a place to try.
    "claim_membership": {"account": (Limit(20, DAY),)},
    # Codes of the host have 79 bits; what guesses is stopped all the same.
    "try_founding_code": {"account": (Limit(10, QUARTER), Limit(30, DAY))},
    "ask_to_found": {"account": (Limit(5, DAY),)},
    # Questions to the candidates of one election, whose askers stand nowhere else.
    "ask_candidates": {"asker": (Limit(3, DAY),)},
    # By network at the size of a hall; by committee, so that its secretaries can read what comes.
    "write_to_committee": {
        "committee": (Limit(10, QUARTER), Limit(60, DAY)),
        "network": (Limit(30, QUARTER),),
    },
    "report_misuse": {
        "committee": (Limit(10, QUARTER), Limit(60, DAY)),
        "network": (Limit(30, QUARTER),),
    },
    # A sheet takes a second to set; a hall prints from one network.
    "print_statement": {"network": (Limit(120, QUARTER),)},
    # Each is mailed to every member, and ten that wait leave no room for anybody's.
    "challenge_election": {"challenger": (Limit(2, DAY),)},
}


class TooMany(Exception):
    """Tried too often; `seconds` until it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def network_of(request: HttpRequest) -> str:
    """The network a request came from: an IPv4 address, or an IPv6 network of 64 bits.

    With `TRUSTED_PROXIES` n, the nth address from the right of `X-Forwarded-For` counts.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= settings.TRUSTED_PROXIES:
            address = forwarded[-settings.TRUSTED_PROXIES].strip()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def consume(action: str, **kinds: str) -> None:
    """Count one try under each kind (`address=`, `network=`); `TooMany` where one is used up."""
    now = int(time.time())
    for kind, limits in LIMITS[action].items():
        for limit in limits:
            period, passed = divmod(now, limit.seconds)
            key = _key(f"{action}|{kind}|{limit.seconds}|{period}|{kinds[kind]}")
            # It goes with its period: what is left of it would tell when it was first tried.
            if _count(key, limit.seconds - passed) > limit.amount:
                raise TooMany(limit.seconds - passed)


def is_first(what: str, seconds: int) -> bool:
    """Whether this is asked for the first time; it is forgotten after `seconds`."""
    return _count(_key(f"first|{what}"), seconds) == 1


def _key(text: str) -> str:
    secret = b"limits" + settings.SECRET_KEY.encode()
    return "limit:" + hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:40]


def _count(key: str, seconds: int) -> int:
    try:
        return _count_in(cache, key, seconds)
    except (RedisError, OSError):
        log.warning("the cache is away; this process counts for itself")
        return _count_in(_own, key, seconds)


def _count_in(store: BaseCache, key: str, seconds: int) -> int:
    if store.add(key, 1, seconds):
        return 1
    try:
        return store.incr(key)
    except ValueError:  # it ran out between the two
        store.set(key, 1, seconds)
        return 1


def limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer `TooMany` with a page that says when to come back."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        try:
            return view(request, *args, **options)
        except TooMany as fault:
            context = {"minutes": max(1, -(-fault.seconds // 60))}
            response = render(request, "429.html", context, status=429)
            response["Retry-After"] = str(fault.seconds)
            return response

    return answer
