"""What is decided on a complaint."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committees.forms.fields import LineField
from elections.models import Ruling


class RulingForm(forms.Form):
    """The decision and its reason."""

    ruling = forms.ChoiceField(
        label=_("Decision"), choices=Ruling.choices, widget=forms.RadioSelect
    )
    because = LineField(
        label=_("The reason, which all members read"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
