"""The address of the desk's own sign-in."""

from django.urls import path

from nashra.accounts.web.entrance import DeskLoginView

urlpatterns = [path("", DeskLoginView.as_view(), name="desk_login")]
