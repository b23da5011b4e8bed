from django.urls import URLPattern, path

from archives.views import archives, claims

urlpatterns: list[URLPattern] = [
    path("committees/<slug:public_id>/archive/", archives.ask_for_archive, name="ask-for-archive"),
    path("archives/<slug:public_id>/confirm/", archives.confirm_archive, name="confirm-archive"),
    path("archives/<slug:public_id>/withdraw/", archives.withdraw_archive, name="withdraw-archive"),
    path("archives/<slug:public_id>/fetch/", archives.fetch_archive, name="fetch-archive"),
    path("moved/", claims.claim_membership, name="claim-membership"),
    path(".well-known/archive-key.txt", archives.archive_key, name="archive-key"),
]
