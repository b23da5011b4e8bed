"""How long votes are kept. Who used a contest decides when its roll and its ballots go."""

from ballots.models import Ballot, Contest, CountedBallots, Option, RollEntry
from core.retention import rule

rule(Contest, "Kept with what it decided.")
rule(Option, "Kept with its contest.")
rule(RollEntry, "Until the challenge ends; whoever called the vote declares it.")
rule(Ballot, "Until the close, when the box is emptied.")
rule(CountedBallots, "Until 30 days after the challenge; whoever called the vote declares it.")
