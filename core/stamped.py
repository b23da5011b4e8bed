"""Forms for people without an account. No third party tells them from machines: time and a trap do."""

import hashlib
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PATIENCE, PATIENCE_ENDS = 4, 12 * 3600  # seconds: nobody writes faster, or for longer


class StampedForm(forms.Form):
    """Carries a signed moment and what it is about; `website` no person sees or fills in."""

    salt = ""

    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, about: str) -> None:
        super().__init__(None if data is None else data.dict())
        self.signer = signing.TimestampSigner(salt=self.salt)
        self.about = about
        self.initial["stamp"] = self.signer.sign(about)

    @property
    def is_trapped(self) -> bool:
        """Whether a machine filled in what nobody sees."""
        return bool(self.data.get("website"))

    @property
    def key(self) -> str:
        """The same for the same words on the same page: sent twice, it arrives once."""
        said = f"{self.cleaned_data['stamp']}\0{self.cleaned_data['text']}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        stamp = data.get("stamp", "")
        try:
            signed = self.signer.unsign(stamp, max_age=PATIENCE_ENDS)
        except signing.BadSignature:
            self._begin_anew()
            self.add_error(None, _("This page was open for too long. Send it once more."))
            return data
        if signed != self.about:
            self._begin_anew()
            self.add_error(None, _("This page is another committee’s. Send it once more."))
        elif self._is_hasty(stamp):
            self.add_error(None, _("That was quick. Wait a few seconds, and send it once more."))
        return data

    def _is_hasty(self, stamp: str) -> bool:
        try:
            self.signer.unsign(stamp, max_age=PATIENCE)
        except signing.SignatureExpired:
            return False
        return True

    def _begin_anew(self) -> None:
        """A page that comes back carries a stamp that will do."""
        self.data = {**self.data, "stamp": self.signer.sign(self.about)}
