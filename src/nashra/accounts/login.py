"""The desk's login form."""

import math
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.auth import LoginForm

from nashra.accounts.limiter import logins


class DeskLoginForm(LoginForm):
    """Wagtail's form, which bears a few wrong passwords and then asks one to wait."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")

    def clean(self) -> dict[str, Any]:
        account = self.cleaned_data.get("username", "")
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        if wait := logins.wait(account, address):
            raise ValidationError(
                _("Too many wrong passwords. Try again in %(minutes)d minutes.")
                % {"minutes": math.ceil(wait / 60)},
                code="too_many",
            )
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            logins.failed(account, address)
            raise
        logins.succeeded(account, address)
        return cleaned
