from django.urls import URLPattern, path

from committees.views import memberships

urlpatterns: list[URLPattern] = [
    path("committees/<slug:public_id>/leave/", memberships.leave_committee, name="leave-committee"),
]
