"""A phone that makes a passkey and signs in by it; and one without JavaScript, by an app's code."""

import base64
import copy
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from playwright.sync_api import CDPSession, expect

from tests.browser.phone import Phone
from tests.browser.running import Running

# A finger on a phone that keeps passkeys (WebAuthn level 3, section 11).
FINGER: dict[str, Any] = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def named(product: Running) -> Running:
    """The product under a name: no browser binds a passkey to a number."""
    made = copy.copy(product)
    made.url = f"http://localhost:{product.port}"
    return made


def with_finger(one: Phone) -> tuple[CDPSession, str]:
    """Give this phone a sensor, and what moves it."""
    session = one.context.new_cdp_session(one.page)
    session.send("WebAuthn.enable")
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    return session, added["authenticatorId"]


def signs_out(one: Phone) -> None:
    one.open("/sign-out/")
    one.tap("Sign out")


def code_of(seed: str) -> str:
    """What an authenticator app shows now."""
    totp = TOTP(base64.b32decode(seed), 6, SHA1(), 30)  # noqa: S303
    return totp.generate(int(time.time())).decode()


def test_a_passkey_is_made_and_signs_in_with_and_without_the_mailbox(
    named: Running, phone: Callable[..., Phone]
) -> None:
    one = phone(named)
    session, sensor = with_finger(one)
    one.sign_up("passkey@mail.example")
    one.open("/account/")
    one.tap(re.compile("Stronger sign-in"))
    one.look()
    one.tap("Add a passkey")
    one.look()
    one.fill("What do you call it?", "my phone")
    one.tap("Make the passkey")
    expect(one.heading).to_have_text("Recovery codes")
    one.sees("Your passkey works now.")
    stored = session.send("WebAuthn.getCredentials", {"authenticatorId": sensor})["credentials"]
    assert len(stored) == 1
    assert stored[0]["rpId"] == "localhost"
    assert named.outbox.wait_for("passkey@mail.example", "A passkey was added")

    one.open("/account/factors/")
    one.sees("my phone")
    one.look()
    signs_out(one)
    one.open("/sign-in/?next=/account/sessions/")
    one.tap("Sign in with a passkey")
    one.look()
    one.tap("Use my passkey")
    assert one.path == "/account/sessions/"

    signs_out(one)
    one.open("/sign-in/")
    one.enter("passkey@mail.example")
    expect(one.heading).to_have_text("One more step")
    one.look()
    one.tap("Use my passkey")
    assert one.path == "/home/"

    one.open("/account/factors/")
    one.tap(re.compile("Rename"), exact=False)
    one.look()
    one.fill("What do you call it?", "old phone")
    one.tap("Save")
    one.tap(re.compile("Remove"), exact=False)
    one.look()
    one.tap("Remove it")
    one.sees("It is removed")
    assert named.outbox.wait_for("passkey@mail.example", "A passkey was removed")


def test_a_finger_that_is_not_known_sends_nothing_and_the_page_says_so(
    named: Running, phone: Callable[..., Phone]
) -> None:
    one = phone(named)
    session, sensor = with_finger(one)
    one.sign_up("finger@mail.example")
    one.open("/account/factors/passkey/")
    known = {"authenticatorId": sensor, "isUserVerified": False}
    session.send("WebAuthn.setUserVerified", known)
    one.tap_in_place(one.page.get_by_role("button", name="Make the passkey"))
    one.sees("Nothing was sent")
    session.send("WebAuthn.setUserVerified", known | {"isUserVerified": True})
    one.tap("Make the passkey")
    one.sees("Your passkey works now.")
    # The same device makes no second one.
    one.open("/account/factors/passkey/")
    one.tap_in_place(one.page.get_by_role("button", name="Make the passkey"))
    one.sees("This device has a passkey for your account already.")


def test_under_a_number_the_page_says_that_no_passkey_is_possible(
    product: Running, phone: Callable[..., Phone]
) -> None:
    one = phone(product)
    one.open("/sign-in/passkey/")
    one.tap_in_place(one.page.get_by_role("button", name="Use my passkey"))
    one.sees("cannot use passkeys")


def test_without_javascript_an_app_does_the_same(
    named: Running, phone: Callable[..., Phone]
) -> None:
    one = phone(named, java_script_enabled=False)
    one.page.goto("/sign-in/")
    one.fill("Your e-mail address", "plain@mail.example")
    one.page.get_by_role("button", name="Mail me a code").click()
    mail = named.outbox.wait_for("plain@mail.example", "code")
    found = re.search(r"\b\d{4}-\d{4}\b", mail.text)
    assert found
    one.fill("The code from the mail", found.group())
    one.page.get_by_role("button", name="Go on").click()
    one.fill("How old are you?", "17")
    one.page.get_by_role("button", name="Make my account").click()
    one.page.goto("/account/factors/passkey/")
    one.page.get_by_role("button", name="Make the passkey").click()
    one.sees("A passkey needs JavaScript")
    one.page.get_by_role("link", name="Add an authenticator app instead").click()
    seed = one.page.locator("code.as-typed").inner_text().replace(" ", "")
    one.fill("The code that the app shows now", code_of(seed))
    one.page.get_by_role("button", name="Go on").click()
    one.sees("Your authenticator app works now.")
    one.page.get_by_role("button", name="Make new codes").click()
    recovery = one.page.locator(".codes code").first.inner_text()

    one.page.goto("/sign-out/")
    one.page.get_by_role("main").get_by_role("button", name="Sign out").click()
    one.page.goto("/sign-in/")
    one.fill("Your e-mail address", "plain@mail.example")
    one.page.get_by_role("button", name="Mail me a code").click()
    again = named.outbox.wait_for("plain@mail.example", "Your code", after=named.outbox.last[:-1])
    found = re.search(r"\b\d{4}-\d{4}\b", again.text)
    assert found
    one.fill("The code from the mail", found.group())
    one.page.get_by_role("button", name="Go on").click()
    expect(one.heading).to_have_text("One more step")
    # The phone is lost: a printed code stands for it.
    one.fill("The code of your authenticator app", recovery)
    one.page.get_by_role("button", name="Go on").click()
    expect(one.page).to_have_url(re.compile("/home/$"))
