"""Which paper lies in a country's printers."""

# Territories of US letter (Unicode CLDR, paperSize); everywhere else it is A4.
LETTER = {"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"}


def of(country: str) -> str:
    """The paper's name in typst."""
    return "us-letter" if country in LETTER else "a4"
