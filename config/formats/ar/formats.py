"""Arabic formats; what is not here is as Django has it."""

# A moment: short and long, without and with its year.
MOMENT_FORMAT = "l j F، H:i"
MOMENT_YEAR_FORMAT = "l j F Y، H:i"
LONG_MOMENT_FORMAT = "l j F، H:i"
LONG_MOMENT_YEAR_FORMAT = "l j F Y، H:i"
