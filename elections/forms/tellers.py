"""Who is asked to hold a key, and what their browser hands in."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ballots.protocol.encoding import Malformed, parse, unb64
from elections.forms.candidates import NominationForm
from elections.operations.tellers import KEY, NUMBERS, PublicKeys


class TellerForm(NominationForm):
    """A member, by name."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["name"].help_text = _(
            "As they are called in this committee, written in full. They are asked by mail."
        )


def keys_from(body: bytes) -> PublicKeys:
    """The keys in a browser's request: canonical JSON of `seal`, `sign`, nine `lots`. Raises `Malformed`."""
    said = parse(body)
    if not isinstance(said, dict) or sorted(said) != ["lots", "seal", "sign"]:
        raise Malformed("A teller hands in a key to seal to, one to check by, and nine lots.")
    lots = said["lots"]
    if not isinstance(lots, list) or len(lots) != NUMBERS:
        raise Malformed("There is one lot for each number that a teller can have.")
    return PublicKeys(
        seal=unb64(said["seal"], KEY),
        sign=unb64(said["sign"], KEY),
        lots=b"".join(unb64(one, KEY) for one in lots),
    )
