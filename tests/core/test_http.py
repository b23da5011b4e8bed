"""What views share."""

from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory

from committees.models import Committee, Membership
from core import http


class Note(forms.Form):
    text = forms.CharField()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "status"), [(Note(), 200), (Note({"text": "a"}), 200), (Note({}), 422)]
)
def test_a_page_answers_422_only_where_its_form_is_faulty(
    rf: RequestFactory, form: forms.Form, status: int
) -> None:
    request: Any = rf.get("/")
    request.user = AnonymousUser()
    assert http.page(request, "400.html", {"form": form, "number": 1}).status_code == status


def test_what_one_may_not_see_does_not_exist(committee: Committee) -> None:
    rows = Committee.objects.all()
    assert http.find(rows, committee.public_id) == committee
    with pytest.raises(Http404):
        http.find(rows.none(), committee.public_id)


def test_a_visitor_is_nobody(rf: RequestFactory, member: Membership) -> None:
    request: Any = rf.get("/")
    request.user = member.user
    assert http.signed_in(request) == member.user
    request.user = AnonymousUser()
    with pytest.raises(Http404):
        http.signed_in(request)
