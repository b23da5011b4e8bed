"""One settings file, driven by the environment; every name read here stands in `.env.example`."""

import os
from datetime import timedelta
from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import validate

from config import environment

django_stubs_ext.monkeypatch()

env = environment.read()
BASE_DIR = environment.ROOT
VAR_DIR = environment.var_folder()

# Who we are -------------------------------------------------------------------------------------
DEMO = env.bool(
    "DEMO", False
)  # the demonstration: sign in by name, a movable clock, mail on a page
DEBUG = env.bool("DEBUG", False)
PUBLIC_URL: str = env.str("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
# Where envelopes are posted, if not here: an origin of its own, with a name that has no cookies.
BALLOT_BOX_ORIGIN: str = env.str("BALLOT_BOX_ORIGIN", "").rstrip("/")
HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", ["*"] if DEMO else [])
if not ALLOWED_HOSTS:
    ALLOWED_HOSTS = [
        origin.split("://", 1)[1].split("/", 1)[0].split(":", 1)[0]
        for origin in (PUBLIC_URL, BALLOT_BOX_ORIGIN)
        if origin
    ]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SITE_NAME = "Rank & File"

# Secrets: the signing key, and the keys under which addresses and sessions lie (newest first) ----
SECRET_KEY: str = env.str("SECRET_KEY", "")
FIELD_KEYS: list[str] = env.list("FIELD_KEYS", [])
if not SECRET_KEY or not FIELD_KEYS:
    if not env.bool("INSECURE_TEST_KEYS", False):
        raise ImproperlyConfigured(
            "SECRET_KEY and FIELD_KEYS are not set. `make run` makes them; "
            "`.env.example` says how to make your own."
        )
    SECRET_KEY = SECRET_KEY or "test-only-" + "k" * 50
    FIELD_KEYS = FIELD_KEYS or ["00" * 64]
ELECTION_SECRETS_DIR = Path(env.str("ELECTION_SECRETS_DIR", str(VAR_DIR / "election-secrets")))

# The stack of apps -------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_htmx",
    "timezone_field",
    "core",
    "accounts",
    "notices",
    "ballots",
    "committees",
    "meetings",
    "elections",
    "councils",
    "outreach",
    "announcements",
    "archives",
    "home",
    "config",
]
MIDDLEWARE = [
    "core.middleware.headers",
    "home.middleware.counted",
    "django.middleware.security.SecurityMiddleware",
    "ballots.middleware.box_path",  # before everything that costs time or looks at who asks
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.compressed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.preferences",
    "core.middleware.sign_in_required",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.sending.sent_by_script",
    "core.middleware.refusals",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "core.rendering.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.site",
                "notices.context.unread",
            ],
        },
    }
]

# PostgreSQL and Redis ------------------------------------------------------------------------------
PGBOUNCER = env.bool("PGBOUNCER", False)  # which pools by transaction
DATABASES = {
    "default": {
        **env.dj_db_url("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/rankandfile"),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", 0 if PGBOUNCER else 60),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": PGBOUNCER,  # they outlive a transaction
        "ATOMIC_REQUESTS": False,
    }
}
if env.str("BALLOT_DATABASE_URL", ""):  # papers and envelopes apart from everything else
    DATABASES["ballots"] = {**DATABASES["default"], **env.dj_db_url("BALLOT_DATABASE_URL")}
REDIS_URL: str = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "rf",
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Celery: a message is a wake-up, the row is the work ------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
TICK_SECONDS = env.int("TICK_SECONDS", 5 if DEMO else 60)
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "config.tick", "schedule": timedelta(seconds=TICK_SECONDS)}
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

# Accounts: a code by mail, no password, no name -------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "welcome"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_RATE_LIMITS = False  # allauth's keys hold addresses; see accounts/limits.py
CODE_SECONDS, CODE_ATTEMPTS = 600, 5
FRESH_SECONDS = 900
# How long whoever carries an office of a larger committee may wait with a second factor; 0: for ever.
STRONG_SIGN_IN_DAYS = env.int("STRONG_SIGN_IN_DAYS", 0 if DEMO else 14)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)  # how many proxies stand in front
MIGRATION_MODULES = {"account": "accounts.allauth_tables.migrations"}  # allauth's column, sealed
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

# Sessions: encrypted rows, a week at most ----------------------------------------------------------------
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "home.views.errors.csrf_failure"

# Headers -----------------------------------------------------------------------------------------------
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^metrics$"]  # asked for beside the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *([BALLOT_BOX_ORIGIN] if BALLOT_BOX_ORIGIN else [])],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Mail: `outbox` writes files that a page shows; anything else is a server -----------------------------------
EMAIL_URL: str = env.str("EMAIL_URL", "outbox://")
OUTBOX_DIR = VAR_DIR / "outbox"
EMAIL_TIMEOUT = 20  # the most: a lease of deliveries outlasts five of them
if EMAIL_URL.startswith("outbox:"):
    EMAIL_BACKEND = "notices.outbox.EmailBackend"
elif EMAIL_URL.startswith("anymail://"):
    # A provider's interface, such as anymail://postmark, with ANYMAIL_POSTMARK_SERVER_TOKEN and the like.
    EMAIL_BACKEND = (
        f"anymail.backends.{EMAIL_URL.removeprefix('anymail://').strip('/')}.EmailBackend"
    )
    ANYMAIL = {
        name.removeprefix("ANYMAIL_"): value
        for name, value in os.environ.items()
        if name.startswith("ANYMAIL_")
    }
else:
    _mail = env.dj_email_url("EMAIL_URL")
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
    EMAIL_TIMEOUT = min(_mail["EMAIL_TIMEOUT"] or EMAIL_TIMEOUT, EMAIL_TIMEOUT)
MAIL_DOMAIN: str = env.str("MAIL_DOMAIN", "rankandfile.example")
# Where bounces arrive; blank: mail leaves with the visible sender, and nobody reads bounces.
BOUNCE_DOMAIN: str = env.str("BOUNCE_DOMAIN", MAIL_DOMAIN)
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <notices@{MAIL_DOMAIN}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# For the doctor: the selector of the key that the mail server signs with, and the addresses from
# which other servers see our mail come (blank: those of the mail server).
DKIM_SELECTOR: str = env.str("DKIM_SELECTOR", "")
MAIL_SENT_FROM: list[str] = env.list("MAIL_SENT_FROM", [])

# Words, times, files -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("zh-hans", "简体中文"),
]
# A translation is a draft, and each page in it says so, until a speaker has read it: then its line
# stands here, with who read it (no name is needed) and when. docs/translations.md
LANGUAGES_READ: dict[str, str] = {}
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "static"]
FRONTEND_BUILT = BASE_DIR / "frontend" / "built"  # by deploy/frontend.sh, where npm could be used
if (FRONTEND_BUILT / "web").is_dir():
    STATICFILES_DIRS.append(("built", FRONTEND_BUILT / "web"))
STATIC_COLLECTED = env.bool("STATIC_COLLECTED", not (DEMO or DEBUG))
STATIC_ROOT = BASE_DIR / "staticfiles" if STATIC_COLLECTED else VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_COLLECTED
        else "core.static_files.FreshStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
WHITENOISE_AUTOREFRESH = not STATIC_COLLECTED  # or a style sheet changed meanwhile is cut off
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 15_000_000  # a phone’s photo; refused in core.uploads beyond
FILE_UPLOAD_HANDLERS = ["core.uploads.InMemory"]
CLOCK_FILE = VAR_DIR / "clock" if DEMO else None
LOGGING_CONFIG = "core.logs.configure"
# `text` for eyes, `json` for what collects logs: one object a line.
LOG_FORMAT: str = env.str("LOG_FORMAT", "text", validate=validate.OneOf(["text", "json"]))
LOGGING: dict[str, object] = {"version": 1, "line": LOG_FORMAT}
SILENCED_SYSTEM_CHECKS: list[str] = []
# Who shows it, as `Authorization: Bearer …`, reads /metrics; blank: nobody.
METRICS_TOKEN: str = env.str("METRICS_TOKEN", "")
if 0 < len(METRICS_TOKEN) < 24:
    raise ImproperlyConfigured("METRICS_TOKEN is too short: make one of 24 characters or more.")
OPERATOR_ADDRESSES: list[str] = env.list("OPERATOR_ADDRESSES", [])
# Where faults in what protects people are reported: an address or an https page; on /privacy/ and in
# /.well-known/security.txt.
SECURITY_CONTACT: str = env.str("SECURITY_CONTACT", "")
