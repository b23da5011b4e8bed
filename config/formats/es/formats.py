"""Spanish formats; what is not here is as Django has it."""

# A moment: short and long, without and with its year.
MOMENT_FORMAT = r"D j \d\e F, H:i"
MOMENT_YEAR_FORMAT = r"D j \d\e F \d\e Y, H:i"
LONG_MOMENT_FORMAT = r"l j \d\e F, H:i"
LONG_MOMENT_YEAR_FORMAT = r"l j \d\e F \d\e Y, H:i"
