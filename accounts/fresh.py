"""Pages that want to know that it is still you: a sign-in within the last quarter of an hour."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url


def is_fresh(request: HttpRequest) -> bool:
    """Whether this person proved themselves within `FRESH_SECONDS`."""
    records = get_authentication_records(request, request.user)
    return any(record["at"] > time.time() - settings.FRESH_SECONDS for record in records[-1:])


def fresh_sign_in_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send whoever signed in longer ago to confirm it first, then back to this page: by a mailed code,
    and where the account has a second factor by that one."""

    @wraps(view)
    def ask(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if is_fresh(request):
            return view(request, *args, **options)
        back = request.get_full_path() if request.method == "GET" else resolve_url("account")
        return redirect(f"{resolve_url('confirm-identity')}?{urlencode({'next': back})}")

    return ask
