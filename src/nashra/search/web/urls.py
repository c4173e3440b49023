"""The address of what search finds, beneath the published search page."""

from django.urls import path

from nashra.search.web.views import find

app_name = "search"
urlpatterns = [path("", find, name="find")]
