"""Writing to a committee: parsed and checked, never saved. No third party tells people from machines."""

import hashlib
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.fields import Paragraphs

SALT = "outreach.write"
PATIENCE, PATIENCE_ENDS = 4, 12 * 3600  # seconds: nobody writes faster, or for longer


class WriteForm(forms.Form):
    """What one writes, and where an answer could go. `website` no person sees or fills in."""

    text = Paragraphs(
        label=gettext_lazy("What would you like to say?"),
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    reply_to = forms.EmailField(
        label=gettext_lazy("Your e-mail address, if you want an answer"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Those who answer see it. Left empty, nobody can answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, committee_id: str) -> None:
        super().__init__(None if data is None else data.dict())
        self.signer = signing.TimestampSigner(salt=SALT)
        self.committee_id = committee_id
        self.initial["stamp"] = self.signer.sign(committee_id)

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
        if signed != self.committee_id:
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
        self.data = {**self.data, "stamp": self.signer.sign(self.committee_id)}
