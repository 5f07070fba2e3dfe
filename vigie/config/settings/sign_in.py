"""Sign-in: allauth with password, code, passkeys, an identity provider; no open sign-up."""

import os

from vigie.config.oidc import oidc_provider
from vigie.config.passkeys import passkey_domain
from vigie.config.settings.duty import VIGIE_DESK_URL

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

# A working day; signing in again needs the one-time code.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "vigie.core.errors.csrf_failure"

ACCOUNT_ADAPTER = "vigie.accounts.adapter.ClosedAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Accounts are made by an administrator, who vouches for the address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
ACCOUNT_SESSION_REMEMBER = False
# How long a proof of who one is holds for what touches the account's safety.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# A code typed as it changes is still good: RFC 6238, section 5.2, allows for one step of delay.
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A touch is enough after the password; without password the form asks for more.
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
ACCOUNT_FORMS = {"reset_password_from_key": "vigie.accounts.forms.FirstPasswordForm"}
MFA_FORMS = {
    "add_webauthn": "vigie.accounts.forms.AddPasskeyForm",
    "authenticate_webauthn": "vigie.accounts.forms.PasskeyFactorForm",
    "login_webauthn": "vigie.accounts.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "vigie.accounts.forms.PasskeyProofForm",
}
# What passkeys are bound to: they are lost when it changes.
VIGIE_PASSKEY_DOMAIN = passkey_domain(os.environ.get("VIGIE_PASSKEY_DOMAIN", ""), VIGIE_DESK_URL)
MFA_TOTP_ISSUER = "Vigie"
MFA_ADAPTER = "vigie.accounts.adapter.SealedFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True

# Through whom people may sign in besides; None: nobody.
VIGIE_OIDC = oidc_provider()
SOCIALACCOUNT_ADAPTER = "vigie.accounts.provider_adapter.ClosedProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
