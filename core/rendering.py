"""Forms are drawn with the templates of this product, and say which field is empty or wrong."""

from django.forms import (
    BaseForm,
    BoundField,
    ChoiceField,
    Field,
    ModelChoiceField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
)
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

STOCK = Field.default_error_messages["required"]
_CHOICES = (ChoiceField, MultipleChoiceField, ModelChoiceField, ModelMultipleChoiceField)
# Django's own sentences repeat what was sent, however long it is.
_ECHOES = [
    message
    for kind in _CHOICES
    for key, message in kind.default_error_messages.items()
    if key in ("invalid_choice", "invalid_pk_value")
]


class NamedField(BoundField):
    """Where a form has no sentence of its own for a faulty field, the usual one names the field."""

    def __init__(self, form: BaseForm, field: Field, name: str) -> None:
        super().__init__(form, field, name)
        named = {"field": str(self.label).rstrip(":?؟？ ")}
        for key, message in field.error_messages.items():
            if any(message is one for one in _ECHOES):
                field.error_messages[key] = _("Choose one that is offered: %(field)s.") % named
        if field.error_messages.get("required") is STOCK:
            is_choice = hasattr(field.widget, "choices")
            field.error_messages["required"] = (
                _("Choose one: %(field)s.") % named
                if is_choice
                else _("Fill this in: %(field)s.") % named
            )


class FormRenderer(TemplatesSetting):
    """Every form field through `components/field.html`."""

    bound_field_class = NamedField
    field_template_name = "components/field.html"
    form_template_name = "components/form.html"
