"""What views share: find what one may see, answer a faulty form with 422."""

from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

Row = TypeVar("Row", bound=models.Model)


def find(rows: models.QuerySet[Row], public_id: str) -> Row:
    """The row with this identifier, or 404: what one may not see does not exist."""
    if "\0" in public_id:  # no text of a database, and no identifier
        raise Http404
    try:
        return rows.get(public_id=public_id)
    except ObjectDoesNotExist:
        raise Http404 from None


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None
) -> HttpResponse:
    """Render; 422 where a bound form in the context has errors."""
    context = context or {}
    faulty = any(
        isinstance(value, BaseForm) and value.is_bound and not value.is_valid()
        for value in context.values()
    )
    return render(request, template, context, status=422 if faulty else 200)


def signed_in(request: HttpRequest) -> Any:
    """The user of a page that needs sign-in; `Http404` for a visitor."""
    if not request.user.is_authenticated:
        raise Http404
    return request.user
