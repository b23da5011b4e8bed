from django.urls import path

from councils import urls_delegates
from councils.views import affiliations, maps

urlpatterns = [
    path("councils/", maps.council_map, name="council-map"),
    path("committees/<slug:committee_id>/councils/", affiliations.councils, name="councils"),
    path(
        "committees/<slug:committee_id>/councils/open/",
        affiliations.open_council,
        name="open-council",
    ),
    path(
        "committees/<slug:committee_id>/councils/change/",
        affiliations.change_council,
        name="change-council",
    ),
    path(
        "committees/<slug:committee_id>/councils/<slug:public_id>/discard/",
        affiliations.discard_council,
        name="discard-council",
    ),
    path(
        "committees/<slug:committee_id>/councils/find/",
        affiliations.find_council,
        name="find-council",
    ),
    path(
        "committees/<slug:committee_id>/councils/votes/",
        affiliations.council_votes,
        name="council-votes",
    ),
    *urls_delegates.urlpatterns,
]
