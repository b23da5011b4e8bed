"""What the host chooses and answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.campus_sources.timezones import country_names
from committees.forms.fields import LineField, ParagraphsField, TitleField
from committees.models import Founding, HostChoices
from committees.models.hosting import ANNOUNCED, INVITED, MEMBERS


def _limit(bounds: tuple[int, int], label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=bounds[0], max_value=bounds[1]
    )


class HostingForm(forms.Form):
    """Who may found, and how much each committee may do."""

    founding = forms.ChoiceField(
        label=_("Who may found a committee"), choices=Founding.choices, widget=forms.RadioSelect
    )
    members_at_most = _limit(
        MEMBERS,
        _("Members of one committee, at most"),
        _("50 to 20,000. Who is a member already stays one."),
    )
    invited_a_day = _limit(
        INVITED,
        _("Invitations one committee may mail in a day"),
        _("50 to 2,000, and three more for each member."),
    )
    announced_a_day = _limit(
        ANNOUNCED, _("Announcements one committee may send in a day"), _("1 to 10.")
    )

    def __init__(self, data: Any = None, *, choices: HostChoices) -> None:
        super().__init__(data, initial={name: getattr(choices, name) for name in self.base_fields})


class FoundingCodeForm(forms.Form):
    """How often a code opens something, and for how long."""

    label = LineField(
        label=_("What it is for"),
        help_text=_("For you alone: a school, a town, a meeting. No person’s name."),
        max_length=60,
    )
    uses = forms.IntegerField(
        label=_("How many committees it may found"), min_value=1, max_value=100, initial=1
    )
    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=90, initial=14)


class SuspendCommitteeForm(forms.Form):
    because = LineField(
        label=_("Why"),
        help_text=_("Its members read this, and nobody else."),
        max_length=500,
    )


class FindCommitteeForm(forms.Form):
    """A committee by the address of its page."""

    address = LineField(
        label=_("Address of the committee’s page"),
        help_text=_("As it stands in the browser, or only its last part."),
        max_length=300,
    )

    def clean_address(self) -> str:
        """The identifier in it."""
        parts = [part for part in self.cleaned_data["address"].split("/") if part]
        if "committees" in parts[:-1]:
            return str(parts[parts.index("committees") + 1])
        if len(parts) == 1:
            return str(parts[0])
        raise forms.ValidationError(gettext("This is not the address of a committee’s page."))


class DeclineFoundingForm(forms.Form):
    answer = LineField(
        label=_("Why not"), help_text=_("Who asked reads this sentence."), max_length=500
    )


class AnswerReportForm(forms.Form):
    answer = ParagraphsField(
        label=_("Your answer"),
        help_text=_("Who reported it reads this behind their link. Name nobody."),
        max_length=1_000,
        rows=5,
    )


class AskToFoundForm(forms.Form):
    """What the host reads of a committee that is to be. No person’s name is asked for."""

    area = TitleField(label=_("Workplace"), help_text=_("Its name, and the town."), max_length=120)
    territory = forms.ChoiceField(label=_("Country"))
    proposed_name = TitleField(label=_("Name of the committee"), max_length=120)
    plan = ParagraphsField(
        label=_("What you want to do"),
        help_text=_("Two or three sentences for the host. Write no names of people."),
        max_length=1_000,
        rows=4,
    )

    def __init__(self, data: Any = None, *, is_at_work: bool, given: dict[str, str]) -> None:
        super().__init__(data, initial=given)
        if is_at_work:
            choices = [("", _("Choose the country")), *country_names().items()]
            self.fields["territory"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["area"], self.fields["territory"]
