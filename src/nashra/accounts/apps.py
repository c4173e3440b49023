from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "nashra.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from nashra.accounts import exports, own_data

        # The minute of a reader's sign-in is nobody's business; see AccountAdapter.login for staff.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
        exports.register("account", own_data.account)
