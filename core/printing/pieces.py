"""A text made ready to be set: cleaned, cut into words, with its fonts and its direction."""

import unicodedata
from dataclasses import asdict, dataclass, replace

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
    """`apart`: a space stands before it, in the same line. `cut`: it was cut off what is too long."""

    text: str
    apart: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    words: tuple[Word, ...]
    fonts: tuple[str, ...]
    weight: int
    direction: str

    def as_data(self) -> dict[str, object]:
        return asdict(self)


def piece(
    text: str, *, is_title: bool = False, is_address: bool = False, weight: int = BOLD
) -> Piece:
    """A title is set in the display face and in capitals, where the face has its letters.

    An address is never cut: a break in it would be copied with it.
    """
    text = clean(text)
    display = is_title and fonts.is_display(text)
    text = text.upper() if display else text
    return Piece(
        text=text,
        words=(Word(text),) if is_address else tuple(_words(text)) or (Word(""),),
        fonts=tuple(fonts.families(text, display=display)),
        weight=400 if display else BLACK if is_title else weight,
        direction=direction(text),
    )


def clean(text: str) -> str:
    """One line, composed, without control characters and turning marks.

    A little picture that no font has is left out, as what it stands beside says the same; a text of
    such pictures alone stays as it is.
    """
    kept = [
        " " if unicodedata.category(one) == "Cc" else one
        for one in unicodedata.normalize("NFC", text)
        if one not in _TURNING
    ]
    printed = "".join("" if _is_picture(one) and fonts.missing(one) else one for one in kept)
    return " ".join(printed.split()) or " ".join("".join(kept).split())


def direction(text: str) -> str:
    """That of its first letter with a direction (Unicode Bidirectional Algorithm, P2 and P3)."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def _words(text: str) -> list[Word]:
    """Where a line may end: at spaces, between ideographs, and in what is too long for any line."""
    words = []
    for word in text.split():
        start = 0
        words.append(Word("", apart=True))
        for at, letter in enumerate(word):
            is_cut = at - start >= LONGEST and not _leans(letter)
            if at and (is_cut or _may_end(word[at - 1], letter)):
                words.append(Word(letter, cut=is_cut))
                start = at
            else:
                words[-1] = replace(words[-1], text=words[-1].text + letter)
    return words


def _may_end(before: str, letter: str) -> bool:
    """Punctuation begins no line, and opens none at its end (in short: UAX 14, ID)."""
    if _is_ideograph(letter):
        return unicodedata.category(before) not in ("Ps", "Pi")
    return _is_ideograph(before) and letter.isalnum()


def _is_ideograph(letter: str) -> bool:
    """Han and kana; Korean is cut at its spaces."""
    return unicodedata.name(letter, "").startswith(("CJK UNIFIED", "HIRAGANA", "KATAKANA LETTER"))


def _is_picture(letter: str) -> bool:
    """An emoji, what colours it or frames it, or asks for its colours."""
    return unicodedata.category(letter) in ("So", "Sk", "Me") or "\ufe00" <= letter <= "\ufe0f"


def _leans(letter: str) -> bool:
    """Combining marks and joiners stay with the letter before them."""
    return unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf")
