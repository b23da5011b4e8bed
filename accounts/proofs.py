"""Proving oneself by a second factor: the same for signing in and for what asks once more."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import authenticator, passkeys
from accounts.forms import PasskeyForm, ProofForm
from accounts.limits import consume, network_of
from accounts.models import FactorKind, User
from accounts.operations.recovery import use_recovery_code
from core import clock
from core.decision import Refused


@dataclass
class Proof:
    """What the page shows, and by which method the person was proved (blank: not yet)."""

    form: ProofForm
    passkey: PasskeyForm
    options: str
    has_passkey: bool
    method: str = ""


def has_factor(user: User) -> bool:
    """Whether the mailbox alone does not open this account."""
    return user.second_factors.exists()


def ask(request: HttpRequest, user: User) -> Proof:
    """Judge what was sent; where it proves nothing, what to ask next."""
    kinds = set(user.second_factors.values_list("kind", flat=True))
    sent = request.POST if request.method == "POST" else None
    by_passkey = sent is not None and "passkey" in sent
    proof = Proof(
        form=ProofForm(
            None if by_passkey else sent, has_authenticator=FactorKind.AUTHENTICATOR in kinds
        ),
        passkey=PasskeyForm(sent if by_passkey else None),
        options="",
        has_passkey=FactorKind.PASSKEY in kinds,
    )
    if by_passkey and proof.passkey.is_valid():
        proof.method = _by_passkey(request, user, proof.passkey)
    elif proof.form.is_valid():
        proof.method = _by_code(request, user, proof.form)
    if proof.has_passkey and not proof.method:
        proof.options = passkeys.request_options(request, user)
    return proof


def _by_passkey(request: HttpRequest, user: User, form: PasskeyForm) -> str:
    try:
        passkeys.proved(request, form.cleaned_data["passkey"], user)
    except passkeys.Faulty:
        form.add_error(
            None, _("That passkey does not open this account. Try again, or use a code.")
        )
        return ""
    return "passkey"


def _by_code(request: HttpRequest, user: User, form: ProofForm) -> str:
    text = form.cleaned_data["code"]
    if sum(letter.isalpha() for letter in text) > authenticator.LENGTH:
        return _by_recovery_code(request, user, form)
    consume("enter_second_factor", account=user.public_id, network=network_of(request))
    row = user.second_factors.filter(kind=FactorKind.AUTHENTICATOR).first()
    if row and authenticator.matches(row.secret, text):
        return "authenticator"
    form.add_error(
        "code", _("This is not the code of now, or it was used already. Wait for a new one.")
    )
    return ""


def _by_recovery_code(request: HttpRequest, user: User, form: ProofForm) -> str:
    consume("use_recovery_code", network=network_of(request))
    try:
        use_recovery_code(form.cleaned_data["code"], whose=user, at=clock.now())
    except Refused as fault:
        form.add_error("code", str(fault))
        return ""
    return "recovery_code"
