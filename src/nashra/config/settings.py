"""Django's settings: the one settings file. Rooms reach it through ``django.conf`` alone."""

from pathlib import Path
from typing import Any

from nashra.config.environment import read_environment

ENVIRONMENT = read_environment()
NASHRA_HOME: Path = ENVIRONMENT.home
NASHRA_SITE_ROOT: Path = ENVIRONMENT.site_root
NASHRA_RENDERERS: int = ENVIRONMENT.renderers
NASHRA_VIEWS_A_MINUTE: int = ENVIRONMENT.views_a_minute
NASHRA_LISTENERS: int = ENVIRONMENT.listeners
NASHRA_LISTENERS_AN_ADDRESS: int = ENVIRONMENT.listeners_an_address
NASHRA_COMMENT_HOOK: str = ENVIRONMENT.comment_hook
NASHRA_GUARD_READS: bool = ENVIRONMENT.guard_reads
NASHRA_SMTP_URL: str = ENVIRONMENT.smtp_url
NASHRA_SECOND_FACTOR: bool = ENVIRONMENT.second_factor

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "nashra.config.urls"
WSGI_APPLICATION = "nashra.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "nashra.accounts",
    "nashra.changes",
    "nashra.newsroom",
    "nashra.publishing",
    "nashra.syndication",
    "nashra.audience",
    "nashra.mirror",
    "nashra.community",
    "nashra.search",
    "nashra.wire",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "nashra.newsroom.admin.apps.UsersConfig",
    "wagtail.admin",
    "wagtail.search",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.facebook",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "nashra.accounts.cookies.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "nashra.accounts.cookies.CsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nashra.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "nashra.newsroom.middleware.NewsroomZoneMiddleware",
    "nashra.community.web.pages.ReaderPagesMiddleware",
    "nashra.accounts.middleware.AccountsMiddleware",
    # Last, so that its transaction holds the view alone.
    "nashra.newsroom.middleware.UnitOfWorkMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent.parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "nashra.community.web.pages.page",
            ],
        },
    }
]

DESK_PATIENCE = 8.0
"""Seconds that a request to the desk waits for another writer."""

_DATABASE: Path = NASHRA_HOME / "db.sqlite3"
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        # A process that runs never makes a database where one was: it may come back.
        "NAME": f"{_DATABASE.as_uri()}?mode={'rw' if _DATABASE.exists() else 'rwc'}",
        "OPTIONS": {
            # Nashra opens a transaction only to write, so every one may take the write lock at
            # once; a deferred one that turns into a writer fails without waiting.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # What an editor saved is on the disk before the desk says so; the worker, whose rows
            # can be made again, does not wait for the disk.
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON;PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456;",
        },
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["nashra.accounts.checking.OnceBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/account/"

ACCOUNT_ADAPTER = "nashra.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "nashra.accounts.naming.DisplayNameForm"
ACCOUNT_FORMS = {
    "login": "nashra.accounts.forms.SignInForm",
    "signup": "nashra.accounts.forms.SignUpForm",
}
# Without mail nothing can be verified, and what needs it is not offered.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if NASHRA_SMTP_URL else "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = bool(NASHRA_SMTP_URL)
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Those of allauth are kept by account: whoever tries often enough locks its owner out. Ours are in
# nashra.accounts.limits.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "nashra.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# An unverified address proves nothing here; where there is no mail, all of them are unverified.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "nashra.accounts.second_factor.CodeForm",
    "reauthenticate": "nashra.accounts.second_factor.CodeAgainForm",
}
SOCIALACCOUNT_ADAPTER = "nashra.accounts.social.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": "nashra.accounts.forms.SocialSignUpForm"}
SOCIALACCOUNT_PROVIDERS = ENVIRONMENT.allauth_providers()
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = NASHRA_HOME / "static"
STATICFILES_DIRS = [Path(__file__).parent.parent / "assets" / "desk"]
MEDIA_URL = "/desk/media/"
MEDIA_ROOT = NASHRA_HOME / "media"
STORAGES = {
    "default": {"BACKEND": "nashra.newsroom.storage.DurableStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

WAGTAIL_SITE_NAME = "نشرة"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAILIMAGES_IMAGE_MODEL = "newsroom.NewsImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "nashra.newsroom.admin.pictures.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# Cleaning a picture holds it in memory a few times over: 60 megapixels are about 600 MB.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Passwords and addresses are changed under /account/ alone, where the second factor is asked for.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "/desk/login/"
WAGTAIL_AUTO_UPDATE_PREVIEW = True
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "nashra.newsroom.finder"}}
TAGGIT_CASE_INSENSITIVE = True

# One session, three cookies: published files must never be asked for with one. See
# docs/decisions/0019-sessions-without-a-trace.md and nashra.accounts.cookies.
SESSION_ENGINE = "nashra.accounts.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.secure_cookies
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_NAME = "desk"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_NAME = "desk_csrf"
SESSION_COOKIE_PATH = "/desk/"
CSRF_COOKIE_PATH = "/desk/"
CSRF_FAILURE_VIEW = "nashra.community.web.writing.refused_csrf"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
USE_X_FORWARDED_HOST = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
EMAIL_BACKEND = "nashra.accounts.mail.QueueBackend"
NASHRA_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_MAIL = ENVIRONMENT.mail_server()
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.tls_at_once, _MAIL.tls_after
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
WAGTAILADMIN_NOTIFICATION_USE_HTML = False

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "nashra": {"level": "INFO"},
        # These write a visitor's Referer and Host into the log, and anybody can cause them.
        "django.security.csrf": {"level": "CRITICAL"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
