"""Routes of sign-in: of allauth's pages, those we want and no other."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from django.urls import path, re_path

from vigie.accounts.views import account as own
from vigie.accounts.views import factors, identity

urlpatterns = [
    path("", own.home, name="account_home"),
    path("sessions/", own.sessions, name="account_sessions"),
    path("sessions/<int:pk>/end/", own.end_session, name="account_end_session"),
    path("sessions/end-others/", own.end_other_sessions, name="account_end_other_sessions"),
    path("elevate/", own.elevate, name="account_elevate"),
    path("lower/", own.lower, name="account_lower"),
    path("login/", identity.sign_in, name="account_login"),
    path("provider/", identity.start, name="oidc_start"),
    path("provider/confirm/", identity.confirm, name="account_confirm_by_provider"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/none/", own.no_password, name="account_set_password"),
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
    path("code/activate/", factors.activate_application, name="mfa_activate_totp"),
    path("code/deactivate/", factors.remove_application, name="mfa_deactivate_totp"),
    path("code/move/", factors.move_application, name="account_move_application"),
    path("passkeys/add/", factors.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/sign-in/", factors.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("passkeys/confirm/", factors.prove_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/rename/", factors.rename_passkey, name="account_rename_passkey"),
    path("passkeys/<int:pk>/remove/", factors.remove_passkey, name="account_remove_passkey"),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/generate/",
        factors.make_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
