"""A device that makes passkeys and proves them, as a browser hands it on (WebAuthn level 3)."""

import hashlib
import json
import os
import struct
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

ORIGIN = "http://127.0.0.1:8000"
PRESENT, VERIFIED, WITH_CREDENTIAL = 0x01, 0x04, 0x40
MAKE = b"an-aaguid-of-16b"


class Device:
    """One device with one passkey; its flags and origin may be changed to cheat."""

    def __init__(self) -> None:
        self.id, self.handle = os.urandom(32), ""
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.origin, self.host = ORIGIN, "127.0.0.1"
        self.flags = PRESENT | VERIFIED

    def make(self, options: dict[str, Any]) -> str:
        """The answer to `navigator.credentials.create`."""
        self.handle = options["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        credential = MAKE + struct.pack(">H", len(self.id)) + self.id + public
        data = self._data(self.flags | WITH_CREDENTIAL) + credential
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            clientDataJSON=self._client("webauthn.create", options["challenge"]),
            attestationObject=attestation,
        )

    def prove(self, options: dict[str, Any], **fields: Any) -> str:
        """The answer to `navigator.credentials.get`."""
        data = self._data(self.flags)
        client = self._client("webauthn.get", options["challenge"])
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        parts: dict[str, Any] = {
            "clientDataJSON": client,
            "authenticatorData": data,
            "signature": signed,
            "userHandle": websafe_decode(self.handle),
        }
        return self._answer(**(parts | fields))

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + b"\0\0\0\7"

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **parts: bytes) -> str:
        response = {name: websafe_encode(part) for name, part in parts.items() if part}
        raw = websafe_encode(self.id)
        return json.dumps({"id": raw, "rawId": raw, "type": "public-key", "response": response})


def options_of(client: Client, path: str) -> dict[str, Any]:
    """What the page at `path` gives the browser to make or prove a passkey."""
    context = client.get(path).context
    text = context["proof"].options if "proof" in context else context["options"]
    found: dict[str, Any] = json.loads(text)
    return found


def add(client: Client, device: Device, label: str = "") -> Any:
    """Add the device's passkey to the account that is signed in here."""
    path = "/account/factors/passkey/"
    made = device.make(options_of(client, path))
    return client.post(path, {"passkey": made, "label": label})
