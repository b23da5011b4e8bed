"""Mail addresses: one spelling of each, and which are likely a school's."""

import re
import unicodedata

import idna
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

LONGEST = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
_valid = EmailValidator(
    message=_("Enter one complete e-mail address, for example sam@mail.example.")
)
_SCHOOL_LABELS = re.compile(
    r"(?:^|[.-])(?:edu|ac|k12|sch|school|schools|schule|escola|escuela|lycee|college|univ|uni"
    r"|university|student|students|stud|etu|alumni|isd|usd)(?:[.-]|$)"
)


def clean_address(text: str) -> str:
    """The address in the one spelling that is kept; `ValidationError` with a sentence otherwise."""
    text = unicodedata.normalize("NFC", text.strip()).lower()
    if len(text) > LONGEST:
        raise ValidationError(_("This is too long for an e-mail address."), code="too_long")
    _valid(text)
    name, _at, domain = text.rpartition("@")
    if not domain.isascii():
        try:
            # A domain is kept as the letters that mail servers use, so that it has one spelling.
            # Python's own codec is of 2003, and makes another owner's domain of "ß" and "ς".
            text = f"{name}@{idna.encode(domain, uts46=True).decode('ascii')}"
        except UnicodeError:
            raise ValidationError(_valid.message, code="invalid") from None
    _valid(text)
    return text


def is_school_address(address: str) -> bool:
    """Whether the domain looks like a school's; a hint for its owner, never a proof."""
    return bool(_SCHOOL_LABELS.search(address.rpartition("@")[2]))
