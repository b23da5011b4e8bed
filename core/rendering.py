"""Forms are drawn with the templates of this product, and say which field is empty."""

from django.forms import BaseForm, BoundField, Field
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

STOCK = Field.default_error_messages["required"]


class NamedField(BoundField):
    """Where a form has no sentence of its own for an empty field, the usual one names the field."""

    def __init__(self, form: BaseForm, field: Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") is STOCK:
            named = {"field": str(self.label).rstrip(":?؟？ ")}
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
