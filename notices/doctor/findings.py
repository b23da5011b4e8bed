"""What the doctor found. English, as all that an operator's terminal says."""

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    GOOD = "good"
    TO_DO = "to do"  # it works, and could be better
    MISSING = "missing"  # mail is lost, or nobody gets in
    PASSED_OVER = "not looked at"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `advice` is what to do, and may hold a DNS record to publish."""

    state: State
    about: str
    sentence: str
    advice: str = ""


def good(about: str, sentence: str) -> Finding:
    """As it should be."""
    return Finding(State.GOOD, about, sentence)


def to_do(about: str, sentence: str, advice: str) -> Finding:
    """It works without."""
    return Finding(State.TO_DO, about, sentence, advice)


def missing(about: str, sentence: str, advice: str) -> Finding:
    """It does not work without."""
    return Finding(State.MISSING, about, sentence, advice)


def passed_over(about: str, sentence: str) -> Finding:
    """Why it was not looked at."""
    return Finding(State.PASSED_OVER, about, sentence)
