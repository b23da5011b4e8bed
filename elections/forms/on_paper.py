"""Who votes on paper, who enters the papers, and what is written on one."""

from collections.abc import Container
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.forms.fields import LineField
from committees.models import Membership
from committees.names import clean_title
from core.folding import fold
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
        name = self.cleaned_data["name"]
        return clean_title(name) if name else ""


class CounterForm(OnPaperForm):
    """Who enters the papers beside the returning officer: a teller, or another member by name."""

    teller = forms.ChoiceField(label=_("A teller of this election"), required=False)

    field_order = ["teller", "name"]

    def __init__(self, *args: Any, tellers: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        if not tellers:
            del self.fields["teller"]
            return
        self.tellers = {one.public_id: one for one in tellers}
        people = [(one.public_id, one.chosen_name) for one in tellers]
        choices = [("", gettext("Another member, by name")), *people]
        self.fields["teller"].choices = choices  # type: ignore[attr-defined]
        name.label, name.required = gettext("Or another member’s chosen name"), False

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "teller" in self.fields and not self.errors:
            chosen = self.tellers.get(found["teller"])
            if chosen and found["name"] and fold(found["name"]) != chosen.folded_name:
                self.add_error("name", gettext("Choose a teller or enter a name, not both."))
            elif not chosen and not found["name"]:
                self.add_error("teller", gettext("Choose a teller, or enter a name below."))
        return found

    @property
    def chosen(self) -> Membership | None:
        """The teller who was chosen, if one was."""
        if "teller" not in self.fields:
            return None
        return self.tellers.get(self.cleaned_data["teller"])


class PaperForm(forms.Form):
    """One paper: its number, the number beside each candidate, or why there is none.

    A number that is `entered` already is replaced only where somebody says so.
    """

    number = forms.IntegerField(
        label=_("Number on the back"),
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        candidates: list[str],
        most_ranks: int,
        entered: Container[int] = (),
        **kwargs: Any,
    ) -> None:
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
        takes_away = self["written"].value() == NO_PAPER
        if self.is_bound and not takes_away and _whole(self["number"].value()) in entered:
            self.fields["replaces"] = forms.BooleanField(
                label=_("Replace what is entered for this number"),
                error_messages={
                    "required": _(
                        "A paper with this number is entered already. Look at the number on the "
                        "back; if it is this one, tick here."
                    )
                },
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


def _whole(typed: Any) -> int | None:
    return int(typed) if str(typed).isdecimal() else None
