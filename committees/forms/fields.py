"""Fields that clean what members write."""

from typing import Any

from django import forms

from committees.names import CHOSEN_NAME_LENGTH, clean_chosen_name, clean_title, one_line
from core.text import visible


class LineField(forms.CharField):
    """One line, without control and invisible characters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs.setdefault("dir", "auto")

    def to_python(self, value: Any) -> Any:
        # Before validation: a line of invisible characters is an empty line.
        return one_line(super().to_python(value) or "")


class TitleField(LineField):
    """The name of a place or body."""

    def clean(self, value: Any) -> Any:
        clean = super().clean(value)
        return clean_title(clean) if clean else clean


class ChosenNameField(LineField):
    """The name a member goes by in one committee."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=CHOSEN_NAME_LENGTH, **options)
        self.widget.attrs.update(autocomplete="off", autocapitalize="words", spellcheck="false")

    def clean(self, value: Any) -> Any:
        return clean_chosen_name(super().clean(value))


class ParagraphsField(forms.CharField):
    """Several lines of Markdown, without what turns the direction or hides."""

    def __init__(self, *, rows: int = 8, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
        super().__init__(widget=widget, **options)

    def to_python(self, value: Any) -> Any:
        # Before validation, as above.
        text = visible(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return "\n".join(line.rstrip() for line in text.split("\n"))
