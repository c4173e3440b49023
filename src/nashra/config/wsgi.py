"""The desk as a WSGI application."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nashra.config.settings")

# Somebody waits before a screen: after so many seconds they are told instead. Commands wait longer.
settings.DATABASES["default"]["OPTIONS"]["timeout"] = settings.DESK_PATIENCE

application = get_wsgi_application()
