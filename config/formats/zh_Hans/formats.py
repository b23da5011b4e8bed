"""Chinese formats; what is not here is as Django has it."""

MONTH_DAY_FORMAT = "n月j日"
