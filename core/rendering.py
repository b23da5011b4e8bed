"""Forms are drawn with the templates of this product."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Every form field through `components/field.html`."""

    field_template_name = "components/field.html"
    form_template_name = "components/form.html"
