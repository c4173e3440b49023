"""Addresses of the peer."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls

from peer_wagtail import views

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("tag/<slug:slug>/", views.tag, name="tag"),
    path("author/<slug:slug>/", views.author, name="author"),
    path("", include(wagtail_urls)),
]
