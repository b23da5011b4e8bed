"""Motions of the demonstration world, in every state before a meeting; and a demand for one."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from committees.models import Committee, Membership
from meetings.models import Motion
from meetings.operations import amendments, composites, motions, requisitions
from meetings.operations.motions import Draft


@dataclass(frozen=True)
class Words:
    """What is put, and how it is amended and asked about, in one language."""

    library: Draft
    amended: tuple[str, str]
    because: str
    question: str
    answer: str
    buses: Draft
    fares: Draft
    both: Draft
    rule: Draft
    purpose: str


_ENGLISH = Words(
    library=Draft(
        title="Longer hours in the library",
        notes="The library closes at five.\nMany of us work until six.",
        believes="Whoever works should be able to study, too.",
        resolves=(
            "To ask the library to stay open until nine from May on.\n"
            "To collect signatures for it at the main gate.\n"
            "To report at the next meeting."
        ),
    ),
    amended=("To ask the library", "To demand of the library"),
    because="We have asked twice already.",
    question="What does it cost, and who pays?",
    answer="Two people for four hours. The library has the money.",
    buses=Draft("To demand a bus every ten minutes until midnight.", title="More buses"),
    fares=Draft("To demand that students ride for free.", title="Free buses"),
    both=Draft(
        "To demand a bus every ten minutes until midnight, free for students.",
        title="More and free buses",
    ),
    rule=Draft(
        "That motions are sent two days before a meeting.",
        title="Two days are enough for motions",
        rule_changes={"motions_days": 2},
    ),
    purpose="To decide what we do if the night buses are cut on the first of the month.",
)
_SPANISH = Words(
    library=Draft(
        title="Más horas en la biblioteca",
        notes="La biblioteca cierra a las cinco.\nMuchos trabajamos hasta las seis.",
        believes="Quien trabaja también debe poder estudiar.",
        resolves=(
            "Pedir que la biblioteca abra hasta las nueve desde mayo.\n"
            "Reunir firmas en la puerta principal."
        ),
    ),
    amended=("Pedir", "Exigir"),
    because="Ya lo pedimos dos veces.",
    question="¿Cuánto cuesta y quién paga?",
    answer="Dos personas, cuatro horas. La biblioteca tiene el dinero.",
    buses=Draft("Exigir un autobús cada diez minutos.", title="Más autobuses"),
    fares=Draft("Exigir que los estudiantes viajen gratis.", title="Autobuses gratis"),
    both=Draft("Exigir más autobuses, gratis para estudiantes.", title="Más y gratis"),
    rule=Draft(
        "Que las mociones se envíen dos días antes.",
        title="Dos días bastan",
        rule_changes={"motions_days": 2},
    ),
    purpose="Decidir qué hacemos si quitan los autobuses nocturnos.",
)
_ARABIC = Words(
    library=Draft(
        title="ساعات أطول في المكتبة",
        notes="تغلق المكتبة في الخامسة.\nيعمل كثير منا حتى السادسة.",
        believes="من يعمل يجب أن يستطيع الدراسة أيضًا.",
        resolves="أن نطلب فتح المكتبة حتى التاسعة.\nأن نجمع التواقيع عند البوابة.",
    ),
    amended=("أن نطلب", "أن نطالب بـ"),
    because="طلبنا ذلك مرتين.",
    question="كم يكلف ذلك ومن يدفع؟",
    answer="شخصان لأربع ساعات. لدى المكتبة المال.",
    buses=Draft("أن نطالب بحافلة كل عشر دقائق.", title="حافلات أكثر"),
    fares=Draft("أن نطالب بركوب مجاني للطلاب.", title="حافلات مجانية"),
    both=Draft("أن نطالب بحافلات أكثر ومجانية للطلاب.", title="أكثر ومجانية"),
    rule=Draft(
        "أن تُرسل المقترحات قبل الاجتماع بيومين.",
        title="يومان يكفيان",
        rule_changes={"motions_days": 2},
    ),
    purpose="لنقرر ماذا نفعل إذا أُلغيت حافلات الليل.",
)
WORDS = {"en": _ENGLISH, "es": _SPANISH, "ar": _ARABIC}


def put_motions(committee: Committee, members: list[Membership], *, at: datetime) -> None:
    """A motion with all that can be said of it, two that would be merged, one that waits."""
    said = WORDS.get(committee.language, _ENGLISH)
    language = committee.language if committee.language in WORDS else "en"
    proposer, seconder, asker, other = members[0], *members[4:7]

    def seconded(draft: Draft, by: Membership) -> Motion:
        put = motions.submit_motion(committee, replace(draft, language=language), by=by, at=at)
        return motions.second_motion(put, by=seconder, at=at + timedelta(minutes=5))

    parts = [seconded(said.buses, proposer), seconded(said.fares, asker)]
    library = seconded(said.library, proposer)
    old, new = said.amended
    clauses = amendments.clauses_of(library)
    clauses["resolves"] = clauses["resolves"].replace(old, new, 1)
    amendment = amendments.propose_amendment(
        library, clauses, base_version=1, because=said.because, by=asker, at=at
    )
    amendments.second_amendment(amendment, by=other, at=at)
    question = motions.ask_question(library, said.question, by=other, at=at)
    motions.answer_question(question, said.answer, by=proposer, at=at)
    for another, told in WORDS.items():
        if another != language:
            motions.translate_motion(
                library,
                another,
                title=told.library.title,
                clauses={
                    name: getattr(told.library, name) for name in ("notes", "believes", "resolves")
                },
                by=proposer,
                at=at,
            )
    composites.propose_composite(committee, parts, said.both, by=proposer, at=at)
    motions.submit_motion(committee, replace(said.rule, language=language), by=proposer, at=at)
    requisitions.demand_meeting(committee, kind="mass", purpose=said.purpose, by=other, at=at)
