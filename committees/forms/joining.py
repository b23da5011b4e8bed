"""Coming in: a chosen name, a word of greeting; many addresses at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees import address_lists
from committees.address_lists import (
    ADDRESSES_AT_MOST,
    BYTES_AT_MOST,
    FAULTS_AT_MOST,
    AddressList,
    NoText,
)
from committees.forms.fields import LineField
from committees.forms.memberships import ChosenNameForm


class AcceptForm(ChosenNameForm):
    """All that an invited person types."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["chosen_name"].widget.attrs["autofocus"] = True


class RequestForm(AcceptForm):
    """What the membership secretaries read."""

    greeting = LineField(
        label=gettext_lazy("A word to the membership secretaries"),
        help_text=gettext_lazy(
            "For example who you know here, or what you study. They see it with your chosen name,"
            " and nothing else."
        ),
        max_length=500,
        required=False,
    )


class ManyForm(forms.Form):
    """Addresses, pasted or in a file; the list stands in `list` afterwards."""

    addresses = forms.CharField(
        label=gettext_lazy("E-mail addresses"),
        help_text=gettext_lazy("One in each row, or separated by commas."),
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 8, "dir": "ltr", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file with them"),
        help_text=gettext_lazy("Plain text or CSV, at most 200 kB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.csv,text/plain,text/csv"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        field = "file" if data.get("file") else "addresses"
        try:
            data["list"] = self._read(data, field)
        except forms.ValidationError as fault:
            self.add_error(field, fault)
        return data

    def _read(self, data: dict[str, Any], field: str) -> AddressList:
        raw = (
            data["file"].read(BYTES_AT_MOST + 1) if field == "file" else data["addresses"].encode()
        )
        if len(raw) > BYTES_AT_MOST:
            raise forms.ValidationError(_("This is more than 200 kB. Divide it."))
        try:
            found = address_lists.read(address_lists.decode(raw))
        except NoText:
            raise forms.ValidationError(
                _("This file is no plain text. Save the list as CSV and choose that file.")
            ) from None
        if len(found.rows) > ADDRESSES_AT_MOST:
            raise forms.ValidationError(
                _("These are %(number)d addresses. At most %(limit)d can be invited at once."),
                params={"number": len(found.rows), "limit": ADDRESSES_AT_MOST},
            )
        if len(found.faults) > FAULTS_AT_MOST:
            raise forms.ValidationError(
                _("%(number)d rows hold no good address. Is this the right list?"),
                params={"number": len(found.faults)},
            )
        if not found.rows:
            raise forms.ValidationError(_("There is no complete e-mail address in this."))
        return found
