"""Addresses of statements, workplaces, contacts, delegations, and of writing to a committee."""

from django.urls import URLPattern, path

from outreach.views import (
    contact_form,
    contact_form_face,
    contacts,
    delegations,
    delegations_follow_ups,
    statements,
    statements_public,
    workplaces,
)

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
    path("s/<slug:public_id>/members/", statements.statement, name="statement"),
    path(
        "s/<slug:public_id>/rewrite/",
        statements.rewrite_statement,
        name="rewrite-statement",
    ),
    path("s/<slug:public_id>/drop/", statements.drop_statement, name="drop-statement"),
    path(
        "s/<slug:public_id>/translate/<slug:language>/",
        statements.translate_statement,
        name="translate-statement",
    ),
    # The public face
    path("committees/<slug:committee_id>/face/", contact_form_face.set_face, name="set-face"),
    path(
        "committees/<slug:committee_id>/write/",
        contact_form.write_to_committee,
        name="write-to-committee",
    ),
    # Workplaces
    path("committees/<slug:committee_id>/workplaces/", workplaces.workplaces, name="workplaces"),
    path(
        "committees/<slug:committee_id>/workplaces/add/",
        workplaces.add_workplace,
        name="add-workplace",
    ),
    path("workplaces/<slug:public_id>/", workplaces.workplace, name="workplace"),
    path("workplaces/<slug:public_id>/edit/", workplaces.edit_workplace, name="edit-workplace"),
    path("workplaces/<slug:public_id>/drop/", workplaces.drop_workplace, name="drop-workplace"),
    # Contacts
    path("workplaces/<slug:public_id>/contacts/", contacts.contacts, name="contacts"),
    path(
        "workplaces/<slug:public_id>/contacts/record/",
        contacts.record_contact,
        name="record-contact",
    ),
    path("workplaces/<slug:public_id>/name/", contacts.name_member, name="name-member"),
    path("workplaces/<slug:public_id>/unname/", contacts.unname_member, name="unname-member"),
    path("contacts/<slug:public_id>/renew/", contacts.renew_contact, name="renew-contact"),
    path("contacts/<slug:public_id>/erase/", contacts.erase_contact, name="erase-contact"),
    # Delegations
    path(
        "committees/<slug:committee_id>/delegations/", delegations.delegations, name="delegations"
    ),
    path(
        "committees/<slug:committee_id>/delegations/plan/",
        delegations.plan_delegation,
        name="plan-delegation",
    ),
    path("delegations/<slug:public_id>/", delegations.delegation, name="delegation"),
    path(
        "delegations/<slug:public_id>/join/",
        delegations.join_delegation,
        name="join-delegation",
    ),
    path(
        "delegations/<slug:public_id>/leave/",
        delegations.leave_delegation,
        name="leave-delegation",
    ),
    path(
        "delegations/<slug:public_id>/prepare/",
        delegations.prepare_delegation,
        name="prepare-delegation",
    ),
    path(
        "delegations/<slug:public_id>/print/",
        delegations.print_delegation,
        name="print-delegation",
    ),
    path(
        "delegations/<slug:public_id>/cancel/",
        delegations.cancel_delegation,
        name="cancel-delegation",
    ),
    path(
        "delegations/<slug:public_id>/report/",
        delegations.report_delegation,
        name="report-delegation",
    ),
    path(
        "delegations/<slug:public_id>/conclude/",
        delegations.conclude_delegation,
        name="conclude-delegation",
    ),
    path(
        "follow-ups/<slug:public_id>/take/",
        delegations_follow_ups.take_follow_up,
        name="take-follow-up",
    ),
    path(
        "follow-ups/<slug:public_id>/hand-back/",
        delegations_follow_ups.hand_back_follow_up,
        name="hand-back-follow-up",
    ),
    path(
        "follow-ups/<slug:public_id>/finish/",
        delegations_follow_ups.finish_follow_up,
        name="finish-follow-up",
    ),
]
