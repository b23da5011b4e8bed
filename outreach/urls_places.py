"""Addresses of statements, workplaces, contacts, delegations, and of writing to a committee."""

from django.urls import URLPattern, path

from outreach.views import statements, statements_public

urlpatterns: list[URLPattern] = [
    # Statements, for everybody
    path("s/<slug:public_id>/", statements_public.public_statement, name="public-statement"),
    path("s/<slug:public_id>/share/", statements_public.share_statement, name="share-statement"),
    path("s/<slug:public_id>/embed/", statements_public.embed_statement, name="embed-statement"),
    path(
        "s/<slug:public_id>/<slug:shape>.pdf",
        statements_public.statement_pdf,
        name="statement-pdf",
    ),
    path(
        "committees/<slug:committee_id>/statements.atom",
        statements_public.statements_feed,
        name="statements-feed",
    ),
    # Statements, for members
    path("committees/<slug:committee_id>/statements/", statements.statements, name="statements"),
    path(
        "committees/<slug:committee_id>/statements/draft/",
        statements.draft_statement,
        name="draft-statement",
    ),
    path("statements/<slug:public_id>/", statements.statement, name="statement"),
    path(
        "statements/<slug:public_id>/rewrite/",
        statements.rewrite_statement,
        name="rewrite-statement",
    ),
    path("statements/<slug:public_id>/drop/", statements.drop_statement, name="drop-statement"),
    path(
        "statements/<slug:public_id>/translate/<slug:language>/",
        statements.translate_statement,
        name="translate-statement",
    ),
]
