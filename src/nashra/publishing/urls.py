"""The health check."""

from django.urls import path

from nashra.publishing.health import healthz

urlpatterns = [path("", healthz, name="healthz")]
