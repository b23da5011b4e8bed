"""A text made ready to be set: cleaned, cut into words, with its fonts and its direction."""

import unicodedata
from dataclasses import asdict, dataclass
from itertools import pairwise

from core.printing import fonts

BLACK, BOLD = 900, 700
LONGEST = 34  # letters of a word before it may be cut; at this length it still fills a line
# Marks that turn the direction of what follows would turn the rest of the sheet.
_TURNING = {
    *"\u061c\u200e\u200f",
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
}


@dataclass(frozen=True, slots=True)
class Word:
    """`apart`: a space stands before it where it stands in one line with the word before."""

    text: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    words: tuple[Word, ...]
    fonts: tuple[str, ...]
    weight: int
    direction: str

    def as_data(self) -> dict[str, object]:
        return asdict(self)


def piece(text: str, *, is_title: bool = False, weight: int = BOLD) -> Piece:
    """A title is set in the display face and in capitals, where the face has its letters."""
    text = clean(text)
    display = is_title and fonts.is_display(text)
    text = text.upper() if display else text
    return Piece(
        text=text,
        words=tuple(_words(text)) or (Word("", apart=False),),
        fonts=tuple(fonts.families(text, display=display)),
        weight=400 if display else BLACK if is_title else weight,
        direction=direction(text),
    )


def clean(text: str) -> str:
    """One line, composed, without control characters and turning marks."""
    kept = (
        " " if unicodedata.category(one) == "Cc" else one
        for one in unicodedata.normalize("NFC", text)
        if one not in _TURNING
    )
    return " ".join("".join(kept).split())


def direction(text: str) -> str:
    """That of its first letter with a direction (Unicode Bidirectional Algorithm, P2 and P3)."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def _words(text: str) -> list[Word]:
    words = []
    for word in text.split():
        parts = _parts(word)
        words += [Word(part, apart=at == 0) for at, part in enumerate(parts)]
    return words


def _parts(word: str) -> list[str]:
    """Where a line may end inside: between ideographs, and in what is too long for any line."""
    parts = [word[0]]
    for before, letter in pairwise(word):
        if _may_end(before, letter) or (len(parts[-1]) >= LONGEST and not _leans(letter)):
            parts.append(letter)
        else:
            parts[-1] += letter
    return parts


def _may_end(before: str, letter: str) -> bool:
    """Punctuation begins no line, and opens none at its end (in short: UAX 14, ID)."""
    if _is_ideograph(letter):
        return unicodedata.category(before) not in ("Ps", "Pi")
    return _is_ideograph(before) and letter.isalnum()


def _is_ideograph(letter: str) -> bool:
    """Han and kana; Korean is cut at its spaces."""
    return unicodedata.name(letter, "").startswith(("CJK UNIFIED", "HIRAGANA", "KATAKANA LETTER"))


def _leans(letter: str) -> bool:
    """Combining marks and joiners stay with the letter before them."""
    return unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf")
