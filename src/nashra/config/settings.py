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
    "nashra.community",
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
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "nashra.newsroom.middleware.NewsroomZoneMiddleware",
    "nashra.community.web.pages.ReaderPagesMiddleware",
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
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/desk/login/"
LOGIN_REDIRECT_URL = "/desk/"

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
WAGTAILADMIN_USER_LOGIN_FORM = "nashra.accounts.login.DeskLoginForm"
# A link that could not be sent would be a dead end; an administrator sets a new password.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_AUTO_UPDATE_PREVIEW = True
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "nashra.newsroom.finder"}}
TAGGIT_CASE_INSENSITIVE = True

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.secure_cookies
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_NAME = "desk"
CSRF_COOKIE_NAME = "desk_csrf"
SESSION_COOKIE_PATH = "/desk/"
CSRF_COOKIE_PATH = "/desk/"
CSRF_FAILURE_VIEW = "nashra.community.web.writing.refused_csrf"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
USE_X_FORWARDED_HOST = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
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
