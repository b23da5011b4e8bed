"""Chinese formats; what is not here is as Django has it."""

MONTH_DAY_FORMAT = "n月j日"
# A moment: short and long, without and with its year.
MOMENT_FORMAT = "n月j日（D）H:i"
MOMENT_YEAR_FORMAT = "Y年n月j日（D）H:i"
LONG_MOMENT_FORMAT = "n月j日（l）H:i"
LONG_MOMENT_YEAR_FORMAT = "Y年n月j日（l）H:i"
