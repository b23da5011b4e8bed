"""How long votes are kept. Who used a contest decides when its roll and its ballots go.

Papers and envelopes are no models: they are dropped at the close (`ballots.box`).
"""

from django.utils.translation import gettext_lazy as _

from ballots.models import (
    Board,
    Bundle,
    ClosingList,
    Complaint,
    Contest,
    CountedBallots,
    Holder,
    HolderFault,
    Option,
    PaperBallots,
    PublishedBallot,
    RollEntry,
)
from core.retention import rule

rule(Contest, _("Kept with what it decided."))
rule(Option, _("Kept with its contest."))
rule(RollEntry, _("Until the challenge ends; whoever called the vote declares it."))
for _kept in (
    Board,
    Bundle,
    ClosingList,
    Complaint,
    CountedBallots,
    Holder,
    HolderFault,
    PaperBallots,
    PublishedBallot,
):
    rule(_kept, _("Until 30 days after the challenge; whoever called the vote declares it."))
