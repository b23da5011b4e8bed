"""A count in the reader's language: the sentences of its stages and the words of its picture."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from ballots.counting.lettering import own
from ballots.counting.places import Words
from ballots.counting.reasons import Reason, ReasonCode, fill, short_amount

_SENTENCES: Mapping[ReasonCode, Promise] = {
    ReasonCode.FIRST_PREFERENCES: gettext_lazy(
        "Every paper goes to its first choice. Valid papers: {valid}. Quota: {quota}."
    ),
    ReasonCode.SURPLUS: gettext_lazy(
        "{candidates} has {votes} votes, {surplus} above the quota: all the papers go to their "
        "next available choice at a smaller value, and together they carry what is above it."
    ),
    ReasonCode.EXCLUSION: gettext_lazy(
        "Nobody has votes above the quota to pass on. {candidates} has the fewest votes, {votes}, "
        "and is excluded: the papers go to their next available choice at the value they have."
    ),
    ReasonCode.SURPLUS_TIE_EARLIER: gettext_lazy(
        "Equally far above the quota: {candidates}. The first of them had the most votes at "
        "stage {stage}, the latest at which they differed, and goes first."
    ),
    ReasonCode.SURPLUS_TIE_LOT: gettext_lazy(
        "Equally far above the quota at every stage: {candidates}. The lot drew the first of them."
    ),
    ReasonCode.EXCLUSION_TIE_EARLIER: gettext_lazy(
        "Equally few votes: {candidates}. The first of them had the fewest at stage {stage}, "
        "the latest at which they differed."
    ),
    ReasonCode.EXCLUSION_TIE_LOT: gettext_lazy(
        "Equally few votes at every stage: {candidates}. The lot drew the first of them."
    ),
    ReasonCode.EXCLUSION_TIE_RON: gettext_lazy(
        "Equally few votes: {candidates}. The first of them loses every tie."
    ),
    ReasonCode.QUOTA_REACHED: gettext_lazy(
        "Elected by reaching the quota of {quota}: {candidates}."
    ),
    ReasonCode.REMAINING_ELECTED: gettext_lazy(
        "No more candidates are left than places ({places}), so no paper is moved any more. "
        "Elected: {candidates}."
    ),
    ReasonCode.RON_REACHED_QUOTA: gettext_lazy(
        "{candidates} has reached the quota of {quota}: the count stops."
    ),
    ReasonCode.PLACES_EMPTY: gettext_lazy("Places left empty: {places}."),
}


def amount(votes: int) -> str:
    """Hundred-thousandths of a vote as the reader's language writes numbers, no needless decimals."""
    return formats.number_format(Decimal(short_amount(votes)), force_grouping=True)


def cut_amount(votes: int) -> str:
    """The same cut to two decimals; the CSV holds all five."""
    return amount(votes // 1000 * 1000)


def why(reasons: tuple[Reason, ...], names: list[str]) -> str:
    """The reasons of a stage as sentences; each name keeps its own direction."""
    isolated = [own(name) for name in names]
    return " ".join(
        fill(str(_SENTENCES[reason.code]), reason, isolated, amount=amount) for reason in reasons
    )


def picture_words() -> Words:
    """The words of the picture."""
    return Words(
        title=_("The count, stage by stage"),
        summary=_("Elected: {elected}. Stages: {stages}. Valid papers: {valid}."),
        nobody=_("nobody"),
        first=_("Stage {number}: first choices"),
        surplus=_("Stage {number}: what {name} does not need"),
        exclusion=_("Stage {number}: {name} is out"),
        elected=_("elected"),
        votes=_("{name}: {votes} votes"),
        moves=_("{votes} votes from {source} to {target}"),
        non_transferable=_("No further choice"),
        quota=_("Quota {quota}: a part this wide is elected"),
        sentences={code: str(said) for code, said in _SENTENCES.items()},
        amount=amount,
        is_rtl=get_language_bidi(),
    )
