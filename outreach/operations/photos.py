"""Photos made anew: the picture stays, and nothing that the camera wrote into the file."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST = 8_000_000  # bytes of one file as it is sent
SIDE, QUALITY = 1600, 80


class NoPhoto(ValueError):
    """This is not a picture that can be read."""


def anew(raw: bytes) -> bytes:
    """A JPEG of the same picture, at most 1600 pixels a side, without place, time, maker or comment.

    It is turned as the camera said first: that, too, stood in what is left behind.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(raw), formats=FORMATS) as opened:
                turned = ImageOps.exif_transpose(opened)
                turned.thumbnail((SIDE, SIDE))
                pixels = turned.convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as fault:
        raise NoPhoto from fault
    # A new picture, of which only the pixels are known.
    clean = Image.new("RGB", pixels.size)
    clean.paste(pixels)
    made = BytesIO()
    clean.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()
