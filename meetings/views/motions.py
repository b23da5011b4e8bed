"""The pages of motions: putting one, what becomes of it, questions and translations."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees.models import Committee, Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page
from core.speaking import say
from meetings import permissions
from meetings.deadlines import comes_late, rule_said
from meetings.forms.clauses import TranslationForm
from meetings.forms.motions import MotionForm
from meetings.forms.questions import AnswerForm, QuestionForm
from meetings.models import CLAUSES, Motion, MotionQuestion, MotionStatus
from meetings.operations import motions as operations
from meetings.queries import motions as queries

# What an address can fill in.
ASKED = ("meeting", "rule", "effect", "language")


@require_safe
def committee_motions(request: HttpRequest, committee_id: str) -> HttpResponse:
    """The motions of a committee, by how far they have come."""
    committee, member = committee_for(request, committee_id)
    context = {
        "committee": committee,
        "motions": queries.motion_list(committee, request.user, clock.now()),
        "may_submit": permissions.submit_motion(member, committee),
    }
    return page(request, "meetings/motions/motions.html", context)


@require_safe
def motion(request: HttpRequest, public_id: str) -> HttpResponse:
    """One motion: its text, what is proposed to it, asked about it, and what comes next."""
    found, member = found_for(request, public_id)
    return _shown(request, found, member, QuestionForm())


def submit_motion(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Put a motion."""
    committee, member = committee_for(request, committee_id)
    permissions.submit_motion(member, committee).enforce()
    now = clock.now()
    form = MotionForm(
        request.POST or None,
        committee=committee,
        at=now,
        initial={key: request.GET[key] for key in ASKED if key in request.GET},
    )
    if request.method == "POST" and form.is_valid():
        put = operations.submit_motion(committee, form.draft(), by=member, at=now)
        say(request, _("Your motion is put. Now ask another member to second it."))
        return redirect("motion", put.public_id)
    return page(request, *_to_put(committee, form))


def motion_to_put(
    committee: Committee, wanted: dict[str, str], now: datetime
) -> tuple[str, dict[str, object]]:
    """The page on which a motion is put, as another page leads there: its template and context."""
    return _to_put(committee, MotionForm(committee=committee, at=now, initial=wanted))


def _to_put(committee: Committee, form: MotionForm) -> tuple[str, dict[str, object]]:
    return "meetings/motions/submit_motion.html", {
        "committee": committee,
        "form": form,
        "rule": rule_said(committee, "motions_days"),
        "emergency_rule": rule_said(committee, "notice_emergency_hours"),
    }


def change_motion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a motion that nobody has seconded."""
    found, member = found_for(request, public_id)
    permissions.change_motion(member, found).enforce()
    now = clock.now()
    form = MotionForm(
        request.POST or None,
        committee=found.committee,
        at=now,
        initial=MotionForm.entered(found),
    )
    if request.method == "POST" and form.is_valid():
        operations.change_motion(found, form.draft(), by=member, at=now)
        say(request, _("Your motion is changed."))
        return redirect("motion", public_id)
    context = {
        "committee": found.committee,
        "motion": found,
        "form": form,
        "rule": rule_said(found.committee, "motions_days"),
        "emergency_rule": rule_said(found.committee, "notice_emergency_hours"),
    }
    return page(request, "meetings/motions/submit_motion.html", context)


@require_POST
def second_motion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Second a motion with one tap."""
    found, member = found_for(request, public_id)
    now = clock.now()
    seconded = operations.second_motion(found, by=member, at=now)
    if seconded.status == MotionStatus.ON_AGENDA:
        said = _("You seconded the motion. It stands on the agenda now.")
    elif comes_late(seconded, now):
        said = _(
            "You seconded the motion. It came late, so the meeting decides whether to hear it."
        )
    else:
        said = _("You seconded the motion. It goes to the next meeting that is called.")
    say(request, said)
    return redirect("motion", public_id)


def withdraw_motion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a motion back, after asking once more."""
    found, member = found_for(request, public_id)
    permissions.withdraw_motion(member, found).enforce()
    if request.method == "POST":
        operations.withdraw_motion(found, by=member, at=clock.now())
        say(request, _("Your motion is withdrawn."))
        return redirect("motion", public_id)
    context = {"motion": found, "committee": found.committee}
    return page(request, "meetings/motions/withdraw_motion.html", context)


@require_POST
def ask_question(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask under a motion; a question that is none comes back with the page."""
    found, member = found_for(request, public_id)
    permissions.ask_question(member, found).enforce()
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, member, form)
    asked = operations.ask_question(found, form.cleaned_data["text"], by=member, at=clock.now())
    say(request, _("Your question is asked. The proposer can answer it on this page."))
    return redirect(f"{_path(public_id)}#question-{asked.public_id}")


def answer_question(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer a question under one's own motion."""
    rows = MotionQuestion.objects.filter(motion__in=Motion.objects.visible_to(request.user))
    question = find(
        rows.select_related("motion__committee", "motion__proposer", "motion__seconder", "asker"),
        public_id,
    )
    member = membership_of(request.user, question.motion.committee)
    permissions.answer_question(member, question).enforce()
    form = AnswerForm(request.POST or None, initial={"answer": question.answer})
    if request.method == "POST" and form.is_valid():
        operations.answer_question(question, form.cleaned_data["answer"], by=member, at=clock.now())
        say(request, _("Your answer stands under the question."))
        return redirect(f"{_path(question.motion.public_id)}#question-{question.public_id}")
    context = {
        "question": question,
        "asker": queries.name_of(question.asker),
        "motion": question.motion,
        "form": form,
    }
    return page(request, "meetings/motions/answer_question.html", context)


def translate_motion(request: HttpRequest, public_id: str, language: str) -> HttpResponse:
    """A motion's text beside its translation."""
    found, member = found_for(request, public_id)
    permissions.translate_motion(member, found).enforce()
    names = dict(settings.LANGUAGES)
    if language not in names or language == found.language:
        raise Http404
    told = found.translations.filter(language=language).first()
    initial = {name: getattr(told, name) for name in ("title", *CLAUSES)} if told else {}
    form = TranslationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.translate_motion(
            found,
            language,
            title=form.cleaned_data["title"],
            clauses=form.clauses(),
            by=member,
            at=clock.now(),
        )
        say(request, _("The translation is saved."))
        return redirect("motion", public_id)
    with override(language):
        is_rtl = get_language_bidi()
    context = {
        "motion": found,
        "clauses": queries.clauses_of(found),
        "form": form,
        "language": language,
        "language_name": names[language],
        "direction": "rtl" if is_rtl else "ltr",
    }
    return page(request, "meetings/motions/translate_motion.html", context)


def committee_for(request: HttpRequest, committee_id: str) -> tuple[Committee, Membership]:
    """A committee of the reader, and the reader's membership; 404 for any other."""
    committee = find(Committee.objects.visible_to(request.user), committee_id)
    return committee, membership_of(request.user, committee)


def found_for(request: HttpRequest, public_id: str) -> tuple[Motion, Membership]:
    """A motion that the reader may see, and the reader's membership; 404 otherwise."""
    found = find(queries.for_page(request.user), public_id)
    return found, membership_of(request.user, found.committee)


def _shown(
    request: HttpRequest, found: Motion, member: Membership, form: QuestionForm
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": queries.motion_page(found, member, clock.now()),
        "motion": found,
        "committee": found.committee,
        "question_form": form,
    }
    return page(request, "meetings/motions/motion.html", context)


def _path(public_id: str) -> str:
    return reverse("motion", args=[public_id])
