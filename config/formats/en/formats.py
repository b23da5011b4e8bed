"""English formats. They match `core.templatetags.moments`: one way of writing a day everywhere."""

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
TIME_FORMAT = "H:i"
# A moment: short and long, without and with its year.
MOMENT_FORMAT = "D j M, H:i"
MOMENT_YEAR_FORMAT = "D j M Y, H:i"
LONG_MOMENT_FORMAT = "l j F, H:i"
LONG_MOMENT_YEAR_FORMAT = "l j F Y, H:i"
