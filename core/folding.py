"""Folds text so that a search finds a name in any spelling, without database extensions."""

import re
import unicodedata

# Letters that Unicode does not take apart, and the letter people type instead.
_PLAIN_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ĸ": "k",
        "ł": "l",
        "ŋ": "n",
        "þ": "th",
        "ŧ": "t",
        "ə": "e",
        "\u0671": "\u0627",  # alef wasla: alef
        "\u0649": "\u064a",  # alef maqsura: yeh
        "\u06cc": "\u064a",  # Persian yeh: yeh
        "\u06a9": "\u0643",  # Persian kaf: kaf
        "\u0629": "\u0647",  # teh marbuta: heh
        "\u0640": None,  # tatweel only stretches a word
    }
)
_APOSTROPHES = str.maketrans("", "", "'`´‘’‛′ʹʻʼʽʾʿˈ՚\u05f3\uff07\ua78c")
_ESCAPED_SPELLINGS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "ae", "Ö": "oe", "Ü": "ue"}
    | {"Ø": "oe", "Å": "aa"}
)
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")
_KANA_VOICING, _VIRAMA = 8, 9  # canonical combining classes that change the letter itself
_HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]{3,}")
TOKEN_LIMIT = 60
_ARABIC_ARTICLE = "\u0627\u0644"


def fold(text: str) -> str:
    """Lower-case words of letters and digits, one space between; idempotent, never raises.

    >>> fold("Universität Łódź & “King’s”")
    'universitat lodz and kings'
    """
    text = text.translate(_APOSTROPHES)
    text = _without_marks(unicodedata.normalize("NFKD", text))
    # Folding case can bring back letters with marks, so they are taken apart again.
    text = _without_marks(unicodedata.normalize("NFKD", text.casefold()))
    text = text.translate(_PLAIN_LETTERS).translate(_APOSTROPHES).replace("&", " and ")
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    words = "".join(_kept(character) for character in text).split()
    return unicodedata.normalize("NFC", " ".join(words))


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of what someone typed, in order, each once, cut at 60 characters."""
    return tuple(dict.fromkeys(word[:TOKEN_LIMIT] for word in fold(text).split()))


def index_tokens(text: str) -> frozenset[str]:
    """The words under which a name is stored: `tokens` and the other ways to begin or write them.

    Adds "muenchen" beside "munchen", an Arabic word without its article, and, for scripts
    written without spaces, every later beginning of two characters or more.
    """
    found = set(tokens(text)) | set(tokens(text.translate(_ESCAPED_SPELLINGS)))
    for token in tuple(found):
        if token.startswith(_ARABIC_ARTICLE) and len(token) >= 5:
            found.add(token.removeprefix(_ARABIC_ARTICLE))
        if _HAN_OR_KANA.fullmatch(token):
            found.update(token[start:] for start in range(1, len(token) - 1))
    return frozenset(found)


def _without_marks(text: str) -> str:
    # Class 0 marks are the vowels of Indic scripts: dropping them would join different words.
    kept = (0, _KANA_VOICING, _VIRAMA)
    return "".join(c for c in text if unicodedata.combining(c) in kept)


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category[0] in "LMN":
        return character
    # Invisible joiners and soft hyphens stand inside words; everything else parts them.
    return "" if category == "Cf" else " "
