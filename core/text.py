"""Characters that nobody sees: which are taken out of members' texts, and what is no text at all."""

import unicodedata

# They turn the order of the letters up to where they are closed, which may be another's line.
FORCED = frozenset("\u202a\u202b\u202c\u202d\u202e")
ISOLATES = frozenset("\u2066\u2067\u2068\u2069")
TURNING = FORCED | ISOLATES
# Deprecated shaping, interlinear annotation, the mark at the beginning of a file. Joiners, LRM, RLM
# and ALM stay: Persian, Indic scripts, emoji, and lines of two directions need them.
_HARMFUL = TURNING | frozenset("\u206a\u206b\u206c\u206d\u206e\u206f\ufff9\ufffa\ufffb\ufeff")
# Letters and marks by their category, and yet blank.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Zs"})


def visible(text: str) -> str:
    """The text without what turns or hides its letters; empty where nothing of it is seen."""
    kept = "".join(one for one in text if one not in _HARMFUL)
    return "" if is_blank(kept) else kept


def is_blank(text: str) -> bool:
    """Whether nothing of a text is seen: spaces, marks of direction, fillers, variation selectors."""
    return all(_is_unseen(one) for one in text)


def _is_unseen(character: str) -> bool:
    return (
        unicodedata.category(character) in _UNSEEN
        or character in _FILLERS
        or "\u180b" <= character <= "\u180f"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )
