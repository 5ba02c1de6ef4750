"""Settings, from environment variables (the README's table documents each one)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from csp.constants import NONE, SELF

from tracker import environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.read("DATA_DIR", Path, BASE_DIR / "var")
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = environment.read("DEBUG", environment.parse_flag, False)
SECRET_KEY = environment.secret_key(DATA_DIR)
ALLOWED_HOSTS = environment.read(
    "ALLOWED_HOSTS", environment.parse_list, ["127.0.0.1", "localhost", "[::1]"]
)
CSRF_TRUSTED_ORIGINS: list[str] = environment.read("TRUSTED_ORIGINS", environment.parse_list, [])
SERVED_OVER_TLS = environment.read("SERVED_OVER_TLS", environment.parse_flag, False)
TRUSTED_PROXIES = environment.read("TRUSTED_PROXIES", environment.parse_count, 0)
# What messages link to: the worker that sends them has no request to learn it from.
PUBLIC_URL = environment.public_url(served_over_tls=SERVED_OVER_TLS, hosts=ALLOWED_HOSTS)
SIGN_UP_OPEN = environment.read("SIGN_UP_OPEN", environment.parse_flag, True)
BACKUP_DAYS = environment.read("BACKUP_DAYS", environment.parse_count, 0)
ADMIN_PATH = environment.read("ADMIN_PATH", environment.parse_path, "admin")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "huey.contrib.djhuey",
    "routines.accounts",
    "routines.changes",
    "routines.diary",
    "routines.spots",
    "routines.guidance",
    "routines.trends",
    "routines.reminders",
    "routines.home",
    "routines.portability",
    "routines.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Other programs pass none of what follows, which is there for pages.
    "routines.api.middleware.ApiMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Before the first that reads a form.
    "routines.accounts.middleware.CharsetMiddleware",
    "routines.accounts.middleware.FilesMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "routines.accounts.middleware.PersonMiddleware",
    "routines.accounts.middleware.VisitorMiddleware",
    "routines.accounts.middleware.ConsentMiddleware",
    "routines.accounts.middleware.LeftMiddleware",
    "routines.accounts.middleware.RefusedFormMiddleware",
    "routines.reminders.middleware.SpokenMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

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
            ],
        },
    },
]

# --- Data ---------------------------------------------------------------------------------------

DATABASE_URL = environment.read_address(
    "DATABASE_URL",
    f"sqlite:///{DATA_DIR / 'diary.sqlite3'}",
    frozenset({"sqlite", "postgres", "postgresql"}),
)
DATABASES = {"default": environment.database(DATABASE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue up instead of failing half-way: the lock is taken when a transaction begins.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            "PRAGMA synchronous=NORMAL;"
            "PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-8000;"
        ),
    }
    # A connection that lives for a request would be opened, and its pragmas set, each time.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = environment.read_address("REDIS_URL", "", frozenset({"redis", "rediss", "unix", ""}))
CACHES: dict[str, dict[str, object]] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        # Shared by all processes, as the rate limits need it.
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            # Past this number the cache throws rows away, and with them what the limits remember.
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    )
}

# --- The worker ---------------------------------------------------------------------------------

HUEY = {
    "name": "diary",
    "huey_class": "huey.RedisHuey" if REDIS_URL else "huey.SqliteHuey",
    "immediate": environment.read("TASKS_AT_ONCE", environment.parse_flag, False),
    "results": False,
    "utc": True,
    # Two, so that a slow mail server keeps nobody from being looked at.
    "consumer": {"workers": 2, "worker_type": "thread", "check_worker_health": True},
}
if REDIS_URL:
    HUEY["url"] = REDIS_URL
else:
    HUEY["filename"] = str(DATA_DIR / "tasks.sqlite3")

# --- People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["routines.accounts.backends.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# --- Mail ---------------------------------------------------------------------------------------

EMAIL_URL = environment.read_address(
    "EMAIL_URL",
    "",
    frozenset({"", "smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail"}),
)
MAIL_IS_CONFIGURED = EMAIL_URL.startswith("smtp")
if EMAIL_URL:
    import environ

    vars().update(environ.Env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.read("MAIL_FROM", str, "Skin-care diary <diary@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_REPLY_TO = environment.read("MAIL_REPLY_TO", str, DEFAULT_FROM_EMAIL)

# --- Other ways to reach people -----------------------------------------------------------------

PUSH_KEY = environment.push_key()
ALLOW_PRIVATE_HOSTS = environment.read("ALLOW_PRIVATE_HOSTS", environment.parse_flag, False)

ACCOUNT_ADAPTER = "routines.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"signup": "routines.accounts.forms.SignUpForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL_IS_CONFIGURED else "none"
# A code is typed into the page that waits for it: whoever signs up on a phone stays on that page.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = MAIL_IS_CONFIGURED
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SERVED_OVER_TLS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "routines.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "add_webauthn": "routines.accounts.passkeys.AddPasskeyForm",
    "authenticate_webauthn": "routines.accounts.passkeys.SecondStepPasskeyForm",
    "login_webauthn": "routines.accounts.passkeys.LogInPasskeyForm",
    "reauthenticate_webauthn": "routines.accounts.passkeys.ConfirmPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Without a mail server no address is ever verified, and two steps are still better than one.
MFA_ALLOW_UNVERIFIED_EMAIL = not MAIL_IS_CONFIGURED
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Skin-care diary"
# Without TLS passkeys work on localhost, which browsers trust, and nowhere else.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
USERSESSIONS_TRACK_ACTIVITY = False
# allauth's own limits stay; looking around makes a year of rows, and a test asks another server.
ACCOUNT_RATE_LIMITS = {"demo": "20/h/ip", "test_message": "10/h/user"}

# --- Other programs -----------------------------------------------------------------------------

API_REQUESTS_A_MINUTE = environment.read("API_REQUESTS_A_MINUTE", environment.parse_positive, 300)

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Words, dates and numbers -------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = environment.read("STATIC_DIR", Path, DATA_DIR / "static")
FRONTEND_BUILD = BASE_DIR / "frontend" / "built"
STATICFILES_DIRS = [FRONTEND_BUILD]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_MAX_AGE = 60 * 60
MEDIA_ROOT = DATA_DIR / "media"

# --- Safety -------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "routines.home.views.errors.csrf_failure"
if SERVED_OVER_TLS:
    SECURE_SSL_REDIRECT = True
    # Probes ask the process itself, not the proxy in front of it.
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    # For this host alone: whoever serves a diary may serve other things beside and below it.
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # The prefix makes browsers refuse the cookie from other hosts and over plain HTTP.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
# A diary page is small; anything larger is refused before it is read or stored. Files are taken by
# the few views that say so (see FilesMiddleware), one at a time.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
# The page that asks what is what in a table has a field a column and two a habit: 450, 2 × 400.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1300
DATA_UPLOAD_MAX_NUMBER_FILES = 1

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# --- Log ----------------------------------------------------------------------------------------

LOG_LEVEL = environment.read("LOG_LEVEL", environment.parse_log_level, "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "routines.accounts.logs.DiscreetFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own handler would mail stack traces with form values in them.
        "django": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
        # Its statements carry what people wrote.
        "django.db.backends": {"level": "INFO"},
        # Its warnings name people's topics, chats and servers; what went wrong is kept with them.
        "apprise": {"handlers": ["nowhere"], "level": "WARNING", "propagate": False},
        # At DEBUG it writes the addresses it asks, and the keys of some services stand in them.
        "urllib3": {"level": "WARNING"},
    },
}

if DEBUG and "pytest" not in sys.modules and os.environ.get("RUN_MAIN") != "true":
    print("DEBUG is on: for development only.", file=sys.stderr)
