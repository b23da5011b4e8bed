from django.urls import URLPattern, path

from committees import urls_hosting, urls_ways_in
from committees.views import (
    campuses,
    committees,
    mandates,
    memberships,
    suspensions,
    workplaces,
)

urlpatterns: list[URLPattern] = [
    # Campuses
    path("campuses/", campuses.campuses, name="campuses"),
    path("campuses/add/", campuses.add_campus, name="add-campus"),
    path("campuses/<slug:public_id>/", campuses.campus, name="campus"),
    path("campuses/<slug:public_id>/open/", committees.open_committee, name="open-committee"),
    path("workplaces/open/", workplaces.open_workplace_committee, name="open-workplace-committee"),
    # Committees
    path("committees/<slug:public_id>/edit/", committees.edit_committee, name="edit-committee"),
    path(
        "committees/<slug:public_id>/dissolve/",
        committees.dissolve_committee,
        name="dissolve-committee",
    ),
    path(
        "committees/<slug:public_id>/dissolve/confirm/",
        committees.confirm_dissolution,
        name="confirm-dissolution",
    ),
    # Offices
    path("committees/<slug:public_id>/offices/", mandates.offices, name="offices"),
    path("committees/<slug:public_id>/offices/share/", mandates.share_office, name="share-office"),
    path("mandates/<slug:public_id>/accept/", mandates.accept_office, name="accept-office"),
    path("mandates/<slug:public_id>/decline/", mandates.decline_office, name="decline-office"),
    path("mandates/<slug:public_id>/lay-down/", mandates.lay_down_office, name="lay-down-office"),
    # Suspension
    path("committees/<slug:public_id>/suspensions/", suspensions.suspensions, name="suspensions"),
    path(
        "committees/<slug:public_id>/suspensions/<slug:member_id>/confirm/",
        suspensions.confirm_suspension,
        name="confirm-suspension",
    ),
    path(
        "committees/<slug:public_id>/suspensions/<slug:member_id>/lift/",
        suspensions.lift_suspension,
        name="lift-suspension",
    ),
    # Membership
    path("committees/<slug:public_id>/leave/", memberships.leave_committee, name="leave-committee"),
    path(
        "committees/<slug:public_id>/name/",
        memberships.change_chosen_name,
        name="change-chosen-name",
    ),
    path("committees/<slug:public_id>/roll/", memberships.see_roll, name="see-roll"),
    *urls_ways_in.urlpatterns,
    # The host
    *urls_hosting.urlpatterns,
]
