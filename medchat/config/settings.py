"""One settings file, read from the environment by strict readers (config/env.py); docs/configuration.md lists every variable."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from medchat.config import env
from medchat.config.environment import prepare

prepare()

BASE = Path(__file__).resolve().parent.parent.parent
VAR = Path(env.text("VAR", str(BASE / "var")))
MODE = env.choice("MODE", ("demo", "production"), "demo")
DEMO = MODE == "demo"
DEBUG = False

SECRET_KEY = env.secret("SECRET_KEY", VAR / "secret_key", demo=DEMO)
KEY_RING = env.key_ring(VAR / "keys.json", demo=DEMO)
ALLOWED_HOSTS = env.words("HOSTS", "127.0.0.1,localhost,[::1]" if DEMO else None)
PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000" if DEMO else None)
HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_ORIGINS = env.words("ORIGINS", PUBLIC_URL)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "channels",
    "csp",
    "allauth",
    "allauth.account",
    "medchat.audit",
    "medchat.keys",
    "medchat.accounts",
    "medchat.policy",
    "medchat.library",
    "medchat.conversations",
    "medchat.escalation",
    "medchat.chat",
    "medchat.understanding",
    "medchat.evaluation",
    "medchat.ops",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "medchat.accounts.access.MembershipMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "medchat.config.urls"
ASGI_APPLICATION = "medchat.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "medchat.policy.context.safety_line",
            ],
        },
    },
]

# --- storage ------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.database(f"sqlite:///{VAR / 'medchat.sqlite3'}")}
SQLITE = "sqlite" in str(DATABASES["default"]["ENGINE"])
if SQLITE:
    # Acknowledged means stored: a commit is on disk (synchronous FULL); writers queue instead of failing (IMMEDIATE).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS = env.text("REDIS", "")
if REDIS:
    # redis-py 8 ends an idle socket after 5 s unless told not to
    HOSTS = [{"address": REDIS, "socket_timeout": None}]
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": HOSTS}}}
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

CELERY_BROKER_URL = REDIS or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
if not REDIS:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR / "queue"),
        "data_folder_out": str(VAR / "queue"),
        "control_folder": str(VAR / "queue-control"),
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False  # mails printed in demo mode stay readable
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {
    "close orphaned turns": {"task": "medchat.chat.tasks.reap", "schedule": 10.0},
    "alert overdue cases": {"task": "medchat.escalation.tasks.sweep", "schedule": 10.0},
    "tick": {"task": "medchat.ops.tasks.tick", "schedule": 10.0},
}

# --- people -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "medchat.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "medchat.accounts.forms.LoginForm",
    "request_login_code": "medchat.accounts.forms.RequestLoginCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a handle cannot be written to, and there is no sign-up to point at
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "20/m/ip,10/5m/key",
    "request_login_code": "60/m/ip,5/m/key",
}
SESSION_COOKIE_AGE = int(env.number("SESSION_HOURS", 8, 1, 24) * 3600)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False

# --- mail ---------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.text("MAIL", "console:" if DEMO else None)
EMAIL_BACKEND = (
    "django.core.mail.backends.console.EmailBackend"
    if EMAIL_CONFIG == "console:"
    else "django.core.mail.backends.smtp.EmailBackend"
)
if EMAIL_CONFIG != "console:":
    vars().update(env.mail(EMAIL_CONFIG))
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "medchat@localhost")

# --- the web ------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# A file that is sent is held in memory and never written to disk; a request too large for that loses its file.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

STATIC_URL = "/static/"
STATIC_ROOT = None if DEMO else VAR / "static"  # where collectstatic puts them; demo mode serves the folders
STATICFILES_DIRS = [BASE / "static"]
WHITENOISE_USE_FINDERS = DEMO
WHITENOISE_AUTOREFRESH = DEMO  # a file changed on disk is served as it is now

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE / "medchat" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- the assistant ------------------------------------------------------------------------------------------------
ENGINE = env.choice("ENGINE", ("library", "medgemma", "openai"), "library")
MODEL = env.text("MODEL", "")
MODEL_URL = env.text("MODEL_URL", "")
MODEL_KEY_FILE = env.text("MODEL_KEY_FILE", "")
MODEL_DTYPE = env.choice("MODEL_DTYPE", ("auto", "bfloat16", "float32"), "auto")
MODEL_QUANTISE = env.choice("MODEL_QUANTISE", ("none", "nf4", "int8"), "none")
MODEL_SLOTS = int(env.number("MODEL_SLOTS", 16, 1, 256))
MODEL_LENGTH = int(env.number("MODEL_LENGTH", 8192, 512, 131072))
MODEL_WAITING = int(env.number("MODEL_WAITING", 64, 0, 10000))
GUARD_EXTRA_VALIDATORS = env.words("EXTRA_VALIDATORS")
TURN_LEASE_S = env.number("TURN_LEASE_S", 20, 2, 300)
CLAIM_LEASE_S = env.number("CLAIM_LEASE_S", 600, 5, 86400)
ACKNOWLEDGE_S = env.number("ACKNOWLEDGE_S", 120, 1, 86400)

# --- logs: one line each, ids and codes only ----------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"scrub": {"()": "medchat.ops.logs.Scrub"}, "probes": {"()": "medchat.ops.logs.Probes"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["probes", "scrub"]}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
    "loggers": {"medchat": {"level": env.text("LOG_LEVEL", "INFO")}, "kombu.connection": {"level": "ERROR"}},
}
