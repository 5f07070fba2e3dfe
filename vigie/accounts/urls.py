"""Routes of sign-in: of allauth's pages, those we want and no other."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from vigie.accounts import views

urlpatterns = [
    path("", views.home, name="account_home"),
    path("sessions/", views.sessions, name="account_sessions"),
    path("sessions/<int:pk>/end/", views.end_session, name="account_end_session"),
    path("sessions/end-others/", views.end_other_sessions, name="account_end_other_sessions"),
    path("elevate/", views.elevate, name="account_elevate"),
    path("lower/", views.lower, name="account_lower"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/none/", views.no_password, name="account_set_password"),
    re_path(
        r"^password/set/(?P<uidb36>[0-9a-z]{1,12})-(?P<key>[0-9a-z-]{1,80})/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/set/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("code/", mfa.index, name="mfa_index"),
    path("code/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("code/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("code/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("code/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/generate/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
