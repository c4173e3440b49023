"""Addresses of django-allauth's pages, one by one: what is not wanted has none.

What needs mail answers only where mail can be sent, a provider's only where it is switched on.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.facebook import views as facebook
from allauth.socialaccount.providers.google import views as google
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path, re_path

from nashra.accounts.web import by_link, entrance
from nashra.accounts.web.entrance import needs_mail, provider

_entrance = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
]

_by_mail = [
    path("email/", needs_mail(account.email), name="account_email"),
    path(
        "confirm-email/", needs_mail(account.email_verification_sent),
        name="account_email_verification_sent",
    ),
    re_path(
        r"^confirm-email/(?P<key>[-:\w]+)/$", needs_mail(account.confirm_email),
        name="account_confirm_email",
    ),
    path("login/code/", needs_mail(account.request_login_code), name="account_request_login_code"),
    path(
        "login/code/confirm/", needs_mail(account.confirm_login_code),
        name="account_confirm_login_code",
    ),
    path("login/link/<str:token>/", needs_mail(by_link.sign_in), name="account_sign_in_link"),
    path("password/reset/", needs_mail(account.password_reset), name="account_reset_password"),
    path(
        "password/reset/done/", needs_mail(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-\w]+)/$",
        needs_mail(account.password_reset_from_key), name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/", needs_mail(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]  # fmt: skip

_second_factor = [
    path("2fa/", factor.index, name="mfa_index"),
    path("2fa/authenticate/", factor.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", entrance.SetUpCodesView.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/", recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/", recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("2fa/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/keys/add/", entrance.SetUpKeyView.as_view(), name="mfa_add_webauthn"),
    path("2fa/keys/login/", keys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "2fa/keys/reauthenticate/", keys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("2fa/keys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("2fa/keys/<int:pk>/edit/", keys.edit_webauthn, name="mfa_edit_webauthn"),
]  # fmt: skip

_providers = [
    path("3rdparty/", social.connections, name="socialaccount_connections"),
    path("3rdparty/signup/", social.signup, name="socialaccount_signup"),
    path("3rdparty/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("3rdparty/error/", social.login_error, name="socialaccount_login_error"),
    path("facebook/login/", provider(facebook.oauth2_login, "facebook"), name="facebook_login"),
    path(
        "facebook/login/callback/", provider(facebook.oauth2_callback, "facebook"),
        name="facebook_callback",
    ),
    path("google/login/", provider(google.oauth2_login, "google"), name="google_login"),
    path(
        "google/login/callback/", provider(google.oauth2_callback, "google"),
        name="google_callback",
    ),
    path(
        "<slug:provider_id>/login/", provider(oidc.login, "openid_connect"),
        name="openid_connect_login",
    ),
    path(
        "<slug:provider_id>/login/callback/", provider(oidc.callback, "openid_connect"),
        name="openid_connect_callback",
    ),
]  # fmt: skip

urlpatterns = [*_entrance, *_by_mail, *_second_factor, *_providers]
