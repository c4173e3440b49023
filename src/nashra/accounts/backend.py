"""Who may sign in, and by what name."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend


class Backend(AuthenticationBackend):
    """allauth's: by user name or e-mail address, of active accounts, at one speed for all."""

    def user_can_authenticate(self, user: Any) -> bool:
        """No inactive account."""
        return ModelBackend.user_can_authenticate(self, user)
