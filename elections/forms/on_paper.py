"""Who votes on paper, who enters the papers, and what is written on one."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.forms.fields import LineField
from committees.names import clean_title
from elections.models import Written

NO_PAPER = "none"


class OnPaperForm(forms.Form):
    """A member by name."""

    name = LineField(
        label=_("The member’s chosen name"),
        help_text=_("As they are called in this committee, written in full."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def clean_name(self) -> str:
        return clean_title(self.cleaned_data["name"])


class PaperForm(forms.Form):
    """One paper: its number, the number beside each candidate, or why there is none."""

    number = forms.IntegerField(
        label=_("Number on the back"),
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, candidates: list[str], most_ranks: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most_ranks = most_ranks
        self.ranked = [f"rank_{number}" for number in range(1, len(candidates) + 1)]
        for place, (name, candidate) in enumerate(zip(self.ranked, candidates, strict=True)):
            attributes = {"inputmode": "numeric", "autocomplete": "off", "class": "rank-written"}
            if place == 0:
                attributes["autofocus"] = "autofocus"
            self.fields[name] = forms.IntegerField(
                label=candidate,
                required=False,
                min_value=1,
                max_value=most_ranks,
                widget=forms.NumberInput(attrs=attributes),
            )
        self.fields["written"] = forms.ChoiceField(
            label=_("What is on this paper"),
            choices=[*Written.choices, (NO_PAPER, _("There is no paper with this number"))],
            initial=Written.BALLOT,
            widget=forms.RadioSelect,
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        given = {found[name]: at for at, name in enumerate(self.ranked, 1) if found.get(name)}
        many = sum(bool(found.get(name)) for name in self.ranked)
        if self.errors:
            return found
        if found["written"] != Written.BALLOT:
            if many:
                self.add_error("written", gettext("Take the numbers away, or count the paper."))
            return found
        if not many:
            self.add_error("written", gettext("No number is entered. Is the paper blank?"))
        elif len(given) != many or sorted(given) != list(range(1, many + 1)):
            self.add_error(
                "written",
                gettext(
                    "The numbers must go 1, 2, 3 without a gap and each once. Enter them up to "
                    "where the paper is clear."
                ),
            )
        found["choices"] = [given[rank] for rank in sorted(given)]
        return found

    @property
    def paper(self) -> dict[str, Any]:
        """What `operations.on_paper.enter_paper` takes."""
        sent = self.cleaned_data
        is_none = sent["written"] == NO_PAPER
        return {
            "number": sent["number"],
            "written": None if is_none else sent["written"],
            "choices": sent.get("choices", []),
        }
