"""What a QR code on a page really shows: its modules as they were painted."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import Locator
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

Modules = list[list[bool]]


def modules_for(text: str) -> Modules:
    """The code of `text`, without its quiet zone."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def modules_of(drawn: Locator) -> Modules:
    """The painted code, sampled in the middle of each module."""
    painted = Image.open(BytesIO(drawn.screenshot())).convert("L")
    box = painted.point(lambda light: 255 if light < 128 else 0).getbbox()
    assert box, "nothing dark is painted"
    painted = painted.crop(box)
    # The first row begins with a finder pattern, seven modules wide.
    row = [painted.getpixel((x, 1)) < 128 for x in range(painted.width)]
    side = round(painted.width / (row.index(False) / 7))
    step = painted.width / side
    return [
        [
            painted.getpixel((int((x + 0.5) * step), int((y + 0.5) * step))) < 128
            for x in range(side)
        ]
        for y in range(side)
    ]
