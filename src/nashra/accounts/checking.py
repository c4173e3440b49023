"""The check of a password, once for each account."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class OnceBackend(AuthenticationBackend):
    """allauth's, which checks a known address twice, as user name and as address.

    The second hash took as long as the first, so the answer's time told who has an account.
    """

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """The account, or None."""
        self._checked: set[Any] = set()
        return super().authenticate(request, **credentials)

    def _check_password(self, user: Any, password: str) -> Any:
        if user is None or user.pk in self._checked:
            return None
        self._checked.add(user.pk)
        return super()._check_password(user, password)
