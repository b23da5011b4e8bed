"""What people type on the pages of their account."""

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.forms.widgets import Input
from django.utils.translation import gettext_lazy as _

from accounts.addresses import LONGEST, clean_address
from core.languages import is_draft

LONGEST_ANSWER = 16_000  # letters; a device's certificates, which we do not ask for, would fit


def _first(widget: type[Input], **attrs: str) -> Input:
    """The first field of a page that is one form: the cursor stands in it."""
    return widget(attrs={"autofocus": True, **attrs})


class AddressField(forms.CharField):
    """One mail address, in its one spelling."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs.update(
            {"autocomplete": "email", "maxlength": str(LONGEST), "spellcheck": "false"}
        )

    def clean(self, value: Any) -> Any:
        return clean_address(super().clean(value))


class SignInForm(forms.Form):
    """Where the code goes."""

    address = AddressField(label=_("Your e-mail address"), widget=_first(forms.EmailInput))
    next = forms.CharField(required=False, widget=forms.HiddenInput, max_length=2000)


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_("The code from the mail"),
        help_text=_("Eight digits."),
        max_length=40,
        widget=_first(
            forms.TextInput,
            autocomplete="one-time-code",
            inputmode="numeric",
            spellcheck="false",
            dir="ltr",
        ),
    )


class AgeForm(forms.Form):
    """A neutral question without a default; the answer is not kept."""

    age = forms.IntegerField(
        label=_("How old are you?"),
        help_text=_("In years. We do not keep the answer."),
        min_value=1,
        max_value=120,
        widget=_first(forms.NumberInput, inputmode="numeric", autocomplete="off"),
    )


class RecoveryForm(forms.Form):
    """One printed code."""

    code = forms.CharField(
        label=_("One of your recovery codes"),
        help_text=_("Four groups of five letters. Each code works once."),
        max_length=80,
        widget=_first(forms.TextInput, autocomplete="off", spellcheck="false", dir="ltr"),
    )


class AuthenticatorForm(forms.Form):
    """The first code of an authenticator app: it has the seed."""

    code = forms.CharField(
        label=_("The code that the app shows now"),
        help_text=_("Six digits."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )


class PasskeyForm(forms.Form):
    """What the browser's script puts in: the answer of a passkey."""

    passkey = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """One sentence above the form: the field itself is not to be seen."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("passkey"):
            raise forms.ValidationError(
                _("A passkey needs JavaScript, and a browser that knows passkeys.")
            )
        if len(data["passkey"]) > LONGEST_ANSWER:
            raise forms.ValidationError(_("This is not the answer of a passkey."))
        return data


class NewPasskeyForm(PasskeyForm):
    """A new passkey, under the name its owner gives it."""

    label = forms.CharField(
        label=_("What do you call it?"),
        help_text=_("For example “my phone”. Only you can read it."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    field_order = ["label", "passkey"]


class ProofForm(forms.Form):
    """A second factor by letters: the app's code, or one of the printed ones."""

    code = forms.CharField(
        label=_("A code"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "dir": "ltr"}
        ),
    )

    def __init__(self, *args: Any, has_authenticator: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["code"]
        if has_authenticator:
            field.label = _("The code of your authenticator app")
            field.help_text = _(
                "Six digits. If you have lost the phone, enter one of your printed recovery codes."
            )
        else:
            field.label = _("One of your recovery codes")
            field.help_text = _(
                "Four groups of five letters, as you printed them. Each works once."
            )


class NewAddressForm(forms.Form):
    """The mailbox the account moves to."""

    address = AddressField(label=_("Your new e-mail address"), widget=_first(forms.EmailInput))


class SessionLabelForm(forms.Form):
    """What the owner calls a browser."""

    label = forms.CharField(
        label=_("What do you call it?"),
        help_text=_("For example “my phone”. Only you can read it."),
        max_length=60,
        required=False,
        widget=_first(forms.TextInput, autocomplete="off", dir="auto"),
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


class Languages(forms.RadioSelect):
    """Each language in its own words, so that everybody finds theirs."""

    option_template_name = "components/language_option.html"

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        return {**option, "language": value, "is_draft": bool(value) and is_draft(value)}


class PreferencesForm(forms.Form):
    """Language and time zone."""

    language = forms.ChoiceField(label=_("Language"), required=False, widget=Languages)
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
