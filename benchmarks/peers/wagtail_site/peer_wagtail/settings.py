"""Settings of the peer, as ``wagtail start`` gives them for production, on SQLite in WAL mode.

``PEER_HOME`` is its folder. ``PEER_FORM`` says what stands in front of the views: ``plain``
(nothing but gzip), ``cache`` (Django's per-site cache in the Memcached at ``PEER_MEMCACHED``) or
``files`` (nothing at all, for loading stories and for wagtail-bakery).
"""

import os
from pathlib import Path

HOME = Path(os.environ["PEER_HOME"])
FORM = os.environ.get("PEER_FORM", "plain")
if FORM not in {"plain", "cache", "files"}:
    raise ValueError(f"PEER_FORM is plain, cache or files, not {FORM!r}")

DEBUG = False
SECRET_KEY = "the peer keeps nothing that needs a secret"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "peer_wagtail.urls"
WSGI_APPLICATION = "peer_wagtail.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "peer_wagtail",
    *(["bakery", "wagtailbakery"] if FORM == "files" else []),
    "wagtail.contrib.forms", "wagtail.contrib.redirects", "wagtail.embeds", "wagtail.sites",
    "wagtail.users", "wagtail.snippets", "wagtail.documents", "wagtail.images", "wagtail.search",
    "wagtail.admin", "wagtail", "modelcluster", "taggit", "django_filters",
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles",
]  # fmt: skip

_SITE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
_GZIP = ["django.middleware.gzip.GZipMiddleware"]
# Outside of gzip, so that what is kept is compressed already.
_KEEP = ["django.middleware.cache.UpdateCacheMiddleware"]
_FETCH = ["django.middleware.cache.FetchFromCacheMiddleware"]
MIDDLEWARE = {
    "plain": [*_GZIP, *_SITE],
    "cache": [*_KEEP, *_GZIP, *_SITE, *_FETCH],
    "files": _SITE,
}[FORM]
CACHE_MIDDLEWARE_SECONDS = 600

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if FORM == "cache":
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.memcached.PyMemcacheCache",
        "LOCATION": os.environ["PEER_MEMCACHED"],
    }

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "db.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;",
        },
    }
}

LANGUAGE_CODE = "ar"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("ar", "العربية")]
TIME_ZONE = "Asia/Beirut"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
WAGTAIL_SITE_NAME = "Peer"
WAGTAILADMIN_BASE_URL = "http://localhost"
# Stories are loaded by the thousand; one that is published later enters the index as usual.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": FORM != "files"}
}

BUILD_DIR = str(HOME / "baked")
BAKERY_VIEWS = ("wagtailbakery.views.AllPublishedPagesView",)
