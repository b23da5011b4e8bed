"""How a server in production is set up, and what is installed on it."""

from tests.safety import lines
from tests.safety.prove.removal import Change, Removal

SETTINGS = "config/settings.py"
PRODUCTION, DEPENDENCIES = (
    "tests/safety/test_production.py::",
    "tests/safety/test_dependencies.py::",
)
CHECKED = f"{PRODUCTION}test_the_frameworks_check_of_a_deployment_has_nothing_to_say"

REMOVALS = (
    Removal(
        lines.DEPLOY,
        "whoever comes by http is led to https",
        "the redirect is switched off",
        (
            Change(
                SETTINGS,
                'SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", True)',
                "SECURE_SSL_REDIRECT = False",
            ),
        ),
        (CHECKED,),
    ),
    Removal(
        lines.DEPLOY,
        "a server without keys of its own does not start",
        "the keys of tests are taken in their place",
        (
            Change(
                SETTINGS, '    if not env.bool("INSECURE_TEST_KEYS", False):\n', "    if False:\n"
            ),
        ),
        (f"{PRODUCTION}test_without_keys_of_its_own_a_server_does_not_start",),
    ),
    Removal(
        lines.ADMIN,
        "the framework’s admin is not there",
        "it is installed",
        (
            Change(
                SETTINGS,
                '    "django.contrib.auth",\n',
                '    "django.contrib.admin",\n    "django.contrib.auth",\n',
            ),
        ),
        (
            f"{PRODUCTION}test_nothing_is_installed_that_goes_past_our_permissions[django.contrib.admin]",
        ),
    ),
    Removal(
        lines.AUDIT,
        "only packages whose hashes are known are installed",
        "pip does not ask for them",
        (Change("deploy/bootstrap.sh", " --require-hashes", ""),),
        (f"{DEPENDENCIES}test_only_packages_whose_hashes_are_known_are_installed",),
    ),
    Removal(
        lines.AUDIT,
        "every package is locked to one version",
        "a version of the lock is another than the installed one",
        (Change("requirements/run.txt", "a2wsgi==1.10.10", "a2wsgi==1.10.9"),),
        (f"{DEPENDENCIES}test_what_is_installed_is_what_was_locked",),
    ),
)
