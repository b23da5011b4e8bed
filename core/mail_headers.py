"""Words in the headers of a mail, as RFC 2047 and 5322 want them."""

from email.header import Header


def literal(text: str) -> str:
    """For a subject, encoded where it is not plain.

    Django encodes without counting the header's name, so that the name stays alone on its line.
    """
    if text.isascii() and "=?" not in text:
        return text
    return _encoded(text, 75)


def literal_name(text: str) -> str:
    """For a sender's name: what looks like an encoded word is encoded, so that no reader decodes it.

    One word, since Django takes it apart once more.
    """
    return _encoded(text, 0) if "=?" in text else text


def _encoded(text: str, longest: int) -> str:
    return " ".join(Header(text, "utf-8", header_name="Subject").encode(maxlinelen=longest).split())
