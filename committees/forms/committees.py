"""Opening and editing a committee."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.campus_sources.timezones import zone_choices
from committees.forms.fields import ChosenNameField, LineField, ParagraphsField, TitleField
from committees.founding import Gate, usable_code
from committees.models import Campus, CampusKind, Committee, Discretion, Joining
from committees.operations.committees import default_discretion
from committees.queries.committees import is_name_taken, neighbours_of
from committees.standing_orders import PRESETS
from core import clock, words

AIMS_AT_MOST = 20_000


def preset_choices() -> list[tuple[str, str]]:
    return [(one.slug, f"{one.name}: {one.sentence}") for one in PRESETS.values()]


def aims_of(slug: str, campus: Campus) -> str:
    """The text of this template with the campus's name in it, or none for an unknown slug."""
    known = {template.slug: template for template in words.load("aims")}
    return known[slug].body.replace("[campus]", campus.name) if slug in known else ""


class OpeningForm(forms.Form):
    """What every committee begins with; `suggested` is what was filled in, by field."""

    suggested: dict[str, str]

    code = LineField(
        label=_("Code"),
        help_text=_(
            "You got it from the host of this server. Letters and digits; dashes may be left out."
        ),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    chosen_name = ChosenNameField(
        label=_("Your chosen name"),
        help_text=_("It need not be your real name. Members see it while you hold an office."),
    )
    name = TitleField(label=_("Name of the committee"), max_length=120)
    aims = ParagraphsField(
        label=_("Aims"),
        help_text=_("What you want, in your own words. The founding meeting adopts or changes it."),
        max_length=AIMS_AT_MOST,
    )
    preset = forms.ChoiceField(label=_("How you decide"), widget=forms.RadioSelect)
    discretion = forms.ChoiceField(
        label=_("Subjects of mails"), choices=Discretion.choices, widget=forms.RadioSelect
    )

    def begin(self, passed: Gate) -> None:
        """Ask for what the host's gate takes."""
        if not passed.asks_for_code:
            del self.fields["code"]

    def clean_code(self) -> str:
        """A code that still opens something."""
        code: str = self.cleaned_data["code"]
        if not usable_code(code, clock.now()):
            raise forms.ValidationError(
                gettext("This code opens nothing: look for a slip, or ask the host for another.")
            )
        return code

    @property
    def unfolds_aims(self) -> bool:
        """Whether the aims are not those suggested, or faulty."""
        return self._differs("aims")

    @property
    def unfolds_rules(self) -> bool:
        """Whether how to decide or the subjects of mails are not those suggested, or faulty."""
        return self._differs("preset") or self._differs("discretion")

    def _differs(self, name: str) -> bool:
        given = (self[name].value() or "").replace("\r\n", "\n").strip()
        return bool(self[name].errors) or given != self.suggested[name].strip()


class OpenCommitteeForm(OpeningForm):
    """At a campus."""

    def __init__(self, data: Any = None, *, campus: Campus, passed: Gate) -> None:
        is_school = campus.kind == CampusKind.HIGH_SCHOOL
        initial = {
            "name": _suggested(campus),
            "aims": aims_of("aims-high-school" if is_school else "aims-short", campus),
            "preset": "simple",
            "discretion": default_discretion(campus),
        }
        super().__init__(data, initial=initial)
        self.begin(passed)
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True
        self.fields["preset"].choices = preset_choices()  # type: ignore[attr-defined]
        self.campus = campus
        self.suggested = dict(initial)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        here = Committee.objects.alive().listed().filter(campus=self.campus)
        if is_name_taken(here, name):
            raise forms.ValidationError(
                gettext("There is a committee of this name here. Join it, or choose another name.")
            )
        return name


class EditCommitteeForm(forms.Form):
    name = TitleField(label=_("Name of the committee"), max_length=120)
    aims = ParagraphsField(label=_("Aims"), max_length=AIMS_AT_MOST)
    joining = forms.ChoiceField(
        label=_("Who can join"), choices=Joining.choices, widget=forms.RadioSelect
    )
    discretion = forms.ChoiceField(
        label=_("Subjects of mails"), choices=Discretion.choices, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=_("Language of the committee"), choices=settings.LANGUAGES)
    timezone = forms.ChoiceField(label=_("Time zone"))
    preset = forms.ChoiceField(label=_("How you decide"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, committee: Committee) -> None:
        initial = {field: getattr(committee, field) for field in self.base_fields}
        initial["timezone"] = str(committee.timezone)
        super().__init__(data, initial=initial)
        self.committee = committee
        if committee.is_council:
            # Its delegates change name and aims by a resolution, and nobody joins it alone.
            for field in ("name", "aims", "joining"):
                del self.fields[field]
        zones = dict(zone_choices(committee.country))
        zones.setdefault(initial["timezone"], initial["timezone"])
        self.fields["timezone"].choices = list(zones.items())  # type: ignore[attr-defined]
        if committee.status == "forming":
            self.fields["preset"].choices = preset_choices()  # type: ignore[attr-defined]
        else:
            del self.fields["preset"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if is_name_taken(neighbours_of(self.committee), name):
            raise forms.ValidationError(gettext("Another committee here has this name."))
        return name

    def clean_timezone(self) -> ZoneInfo:
        return ZoneInfo(self.cleaned_data["timezone"])


def _suggested(campus: Campus) -> str:
    name = gettext("%(campus)s Student Committee") % {"campus": campus.name}
    return name if len(name) <= 120 else ""
