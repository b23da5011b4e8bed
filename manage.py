#!/usr/bin/env python
"""Django's command line for Rank & File."""

import os
import sys

WITHOUT_DATA = ("count", "draw_states", "compile_translations", "check_translations")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] and sys.argv[1] in WITHOUT_DATA:
        os.environ.setdefault(
            "INSECURE_TEST_KEYS", "true"
        )  # they open no database and sign nothing
    if sys.argv[1:2] == ["up"]:
        from config.embedded import first_steps, places

        try:
            first_steps.prepare()
        except (places.PlaceError, OSError) as error:
            sys.exit(str(error))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
