"""The two ceremonies of a passkey (WebAuthn level 3): made in one browser, and proved in any.

A challenge lies in the sealed session and is used up by the first answer. Every passkey proves its
person, by a finger or a PIN, so that it stands for the mailbox and a second factor at once. Which make
of device it is is not kept, nor how often it was used: both would tell something about a person.
"""

import json
import struct
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationConveyancePreference,
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts.models import FactorKind, User

SLOT = "passkey"
SECONDS = 600
# Faults of what a browser sends: not JSON, no base64, a field missing, a signature that is not right.
_FAULTS = (
    ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError, struct.error,
)  # fmt: skip


class Faulty(Exception):
    """The browser's answer does not prove what was asked."""


def creation_options(request: HttpRequest, user: User) -> str:
    """What the browser is given to make a passkey, as JSON."""
    options, state = _server(request).register_begin(
        # The device shows these words. No address: others look at the device, too.
        PublicKeyCredentialUserEntity(
            id=user.public_id.encode(), name=_("Your account"), display_name=_("Your account")
        ),
        credentials=credentials_of(user),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _ask(request, dict(options), state)


def made(request: HttpRequest, text: str) -> str:
    """What is kept of the passkey that the browser has made; `Faulty` otherwise."""
    state = _state(request)
    try:
        data = _server(request).register_complete(state, json.loads(text)).credential_data
        assert data is not None
        # Zeros in place of the number that tells the make of the device.
        kept = AttestedCredentialData.create(Aaguid.NONE, data.credential_id, data.public_key)
    except _FAULTS as fault:
        raise Faulty from fault
    return websafe_encode(kept)


def request_options(request: HttpRequest, user: User | None = None) -> str:
    """What the browser is given to prove a passkey: one of `user`, or any that it has for this site."""
    options, state = _server(request).authenticate_begin(
        credentials=credentials_of(user) if user else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _ask(request, dict(options), state)


def proved(request: HttpRequest, text: str, user: User | None = None) -> User:
    """Whose passkey the browser has proved; `Faulty` where it is nobody's, or not `user`'s."""
    state = _state(request)
    try:
        answer = json.loads(text)
        handle = answer["response"].get("userHandle")
        owner = _owner(handle) if handle or user is None else user
        if user is not None and owner != user:
            raise Faulty
        _server(request).authenticate_complete(state, credentials_of(owner), answer)
    except _FAULTS as fault:
        raise Faulty from fault
    return owner


def credentials_of(user: User) -> list[AttestedCredentialData]:
    """Every passkey of this person."""
    rows = user.second_factors.filter(kind=FactorKind.PASSKEY).order_by("pk")
    return [AttestedCredentialData(websafe_decode(row.secret)) for row in rows]


def origin_of(request: HttpRequest) -> str:
    """Where the site is: as its settings say, or in the demonstration as the browser says."""
    if settings.DEMO:
        return f"{request.scheme}://{request.get_host()}"
    return str(settings.PUBLIC_URL)


def host_of(request: HttpRequest) -> str:
    """The name to which passkeys are bound."""
    return urlsplit(origin_of(request)).hostname or ""


def _owner(handle: str) -> User:
    public_id = websafe_decode(handle).decode()
    user = User.objects.filter(public_id=public_id).first() if "\0" not in public_id else None
    if user is None:
        raise Faulty
    return user


def _server(request: HttpRequest) -> Fido2Server:
    host, origin = host_of(request), origin_of(request)
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=host, name=host),
        attestation=AttestationConveyancePreference.NONE,
        # Exactly here: a page of another host under the same name is not this site.
        verify_origin=lambda said: said == origin,
    )


def _ask(request: HttpRequest, options: dict[str, Any], state: dict[str, Any]) -> str:
    request.session[SLOT] = {**state, "at": time.time()}
    return json.dumps(options["publicKey"])


def _state(request: HttpRequest) -> dict[str, Any]:
    state: dict[str, Any] | None = request.session.pop(SLOT, None)
    if not state or time.time() > state["at"] + SECONDS:
        raise Faulty
    return state
