"""What people type on the pages of their account."""

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.addresses import LONGEST, clean_address


class AddressField(forms.CharField):
    """One mail address, in its one spelling."""

    widget = forms.EmailInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs.update(
            {"autocomplete": "email", "maxlength": str(LONGEST), "spellcheck": "false"}
        )

    def clean(self, value: Any) -> Any:
        return clean_address(super().clean(value))


class SignInForm(forms.Form):
    """Where the code goes."""

    address = AddressField(label=_("Your e-mail address"))
    next = forms.CharField(required=False, widget=forms.HiddenInput, max_length=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["address"].widget.attrs["autofocus"] = True


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_("The code from the mail"),
        help_text=_("Eight digits."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )


class AgeForm(forms.Form):
    """A neutral question without a default; the answer is not kept."""

    age = forms.IntegerField(
        label=_("How old are you?"),
        help_text=_("In years. We do not keep the answer."),
        min_value=1,
        max_value=120,
        widget=forms.NumberInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}
        ),
    )


class RecoveryForm(forms.Form):
    """One printed code."""

    code = forms.CharField(
        label=_("One of your recovery codes"),
        help_text=_("Four groups of five letters. Each code works once."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class NewAddressForm(forms.Form):
    """The mailbox the account moves to."""

    address = AddressField(label=_("Your new e-mail address"))


class SessionLabelForm(forms.Form):
    """What the owner calls a browser."""

    label = forms.CharField(
        label=_("Name of this session"),
        help_text=_("For example “my phone”. Only you can read it."),
        max_length=60,
        required=False,
    )


_REGIONS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe"}
_REGIONS |= {"Indian", "Pacific"}


class Suggestions(forms.TextInput):
    """A text field that offers a list to search, without a script."""

    template_name = "components/suggestions.html"

    def __init__(self, suggestions: list[str], attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs)
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["list_id"] = f"{name}-suggestions"
        context["widget"]["attrs"]["list"] = context["widget"]["list_id"]
        return {**context, "suggestions": self.suggestions}


def zones() -> list[str]:
    """The zones people know, by their names in the zone database."""
    return sorted(
        name for name in zoneinfo.available_timezones() if name.split("/", 1)[0] in _REGIONS
    )


class PreferencesForm(forms.Form):
    """Language and time zone."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    timezone = forms.CharField(
        label=_("Your time zone"),
        help_text=_(
            "Begin to type a city. Left empty, you see campus time only; filled in, you see both."
        ),
        required=False,
        max_length=64,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        language, timezone = self.fields["language"], self.fields["timezone"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [("", _("The language of my browser")), *settings.LANGUAGES]
        timezone.widget = Suggestions(zones(), {"autocomplete": "off", "spellcheck": "false"})

    def clean_timezone(self) -> zoneinfo.ZoneInfo | str:
        """A zone by its name, spaces and case forgiven."""
        typed = self.cleaned_data["timezone"].strip().replace(" ", "_")
        if not typed:
            return ""
        known = {name.lower(): name for name in zones()}
        name = known.get(typed.lower())
        if name is None:
            raise forms.ValidationError(
                _("This is not a time zone we know. Choose one from the list, or leave it empty.")
            )
        return zoneinfo.ZoneInfo(name)
