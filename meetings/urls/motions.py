from django.urls import path

from meetings.views import agendas, amendments, motions, removals, requisitions

urlpatterns = [
    path(
        "committees/<slug:committee_id>/motions/",
        motions.committee_motions,
        name="committee-motions",
    ),
    path(
        "committees/<slug:committee_id>/motions/put/", motions.submit_motion, name="submit-motion"
    ),
    path(
        "committees/<slug:committee_id>/motions/composite/",
        amendments.propose_composite,
        name="propose-composite",
    ),
    path("motions/<slug:public_id>/", motions.motion, name="motion"),
    path("motions/<slug:public_id>/change/", motions.change_motion, name="change-motion"),
    path("motions/<slug:public_id>/second/", motions.second_motion, name="second-motion"),
    path("motions/<slug:public_id>/withdraw/", motions.withdraw_motion, name="withdraw-motion"),
    path("motions/<slug:public_id>/ask/", motions.ask_question, name="ask-question"),
    path(
        "motions/<slug:public_id>/in/<slug:language>/",
        motions.translate_motion,
        name="translate-motion",
    ),
    path("motions/<slug:public_id>/accept/", amendments.accept_composite, name="accept-composite"),
    path("motions/<slug:public_id>/amend/", amendments.propose_amendment, name="propose-amendment"),
    path(
        "committees/<slug:committee_id>/removal/", removals.propose_removal, name="propose-removal"
    ),
    path("motions/<slug:public_id>/reply/", removals.reply_to_removal, name="reply-to-removal"),
    path("questions/<slug:public_id>/answer/", motions.answer_question, name="answer-question"),
    path(
        "amendments/<slug:public_id>/second/", amendments.second_amendment, name="second-amendment"
    ),
    path(
        "amendments/<slug:public_id>/accept/", amendments.accept_amendment, name="accept-amendment"
    ),
    path(
        "amendments/<slug:public_id>/withdraw/",
        amendments.withdraw_amendment,
        name="withdraw-amendment",
    ),
    path(
        "committees/<slug:committee_id>/meetings/demand/",
        requisitions.demand_meeting,
        name="demand-meeting",
    ),
    path("requisitions/<slug:public_id>/", requisitions.requisition, name="requisition"),
    path(
        "requisitions/<slug:public_id>/sign/",
        requisitions.sign_requisition,
        name="sign-requisition",
    ),
    path("meetings/<slug:public_id>/agenda/", agendas.plan_agenda, name="plan-agenda"),
    path("meetings/<slug:public_id>/papers/", agendas.meeting_papers, name="meeting-papers"),
    path("meetings/<slug:public_id>/papers.pdf", agendas.papers_pdf, name="papers-pdf"),
]
