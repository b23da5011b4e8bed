"""Every protection that is taken out, by what it protects."""

from tests.safety.prove.removal import Change
from tests.safety.prove.removals import answers, ballots, committees, people, production, records

# The walk through every page takes minutes; for these proofs it goes through few, in every run.
WALKED = ("see-roll", "committee", "meeting", "dashboard", "account", "offices", "sign-in")
NARROWING = (
    Change(
        "tests/architecture/walk.py",
        "for row in ROWS:",
        f"for row in [one for one in ROWS if one.name in {WALKED}]:",
    ),
)
EVERY = (
    *people.REMOVALS,
    *answers.REMOVALS,
    *ballots.REMOVALS,
    *committees.REMOVALS,
    *records.REMOVALS,
    *production.REMOVALS,
)
