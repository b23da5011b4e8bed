"""States of an election that belong together."""

from elections.models import ElectionStatus

NOT_STARTED = (ElectionStatus.ANNOUNCED, ElectionStatus.NOMINATIONS, ElectionStatus.QUESTIONS)
RUNNING = (*NOT_STARTED, ElectionStatus.VOTING, ElectionStatus.CLOSED, ElectionStatus.COUNTED)
DECIDED = (ElectionStatus.DECLARED, ElectionStatus.FINAL)
OVER = (ElectionStatus.FINAL, ElectionStatus.VOID)
