"""Addresses of accounts, beneath ``/account/``: our own pages before those of django-allauth."""

from django.urls import include, path

from nashra.accounts.web import belongings, browsers, overview

urlpatterns = [
    path("", overview.overview, name="account_overview"),
    path("name/", overview.name, name="account_name"),
    path("sessions/", browsers.listed, name="account_sessions"),
    path("sessions/rename/", browsers.rename, name="account_sessions_rename"),
    path("sessions/end/", browsers.end, name="account_sessions_end"),
    path("sessions/end-others/", browsers.end_others, name="account_sessions_end_others"),
    path("export/", belongings.export, name="account_export"),
    path("delete/", belongings.delete, name="account_delete"),
    path("", include("nashra.accounts.web.library")),
]
