"""Forms of sign-in. A passkey's answer comes in a hidden field that the script fills in."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import ResetPasswordKeyForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vigie.accounts import passkeys, services
from vigie.core.forms import VigieForm
from vigie.core.forms.base import clean_text

LONGEST_NAME = 60
REFUSED = _("This passkey was not recognised. Try again, or use another way.")


class FirstPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """A password, chosen by whoever holds the link, and the opening code where one goes with it."""

    field_order = ("opening_code", "password1", "password2")

    opening_code = forms.CharField(
        label=_("Opening code"),
        help_text=_("Sixteen characters, from the person who asked for your access."),
        max_length=100,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.user is None or not services.needs_code(self.user):
            del self.fields["opening_code"]

    def clean_opening_code(self) -> str:
        """Refuse a code that is not the one awaited."""
        code: str = self.cleaned_data["opening_code"]
        if not services.opens(self.user, code):
            raise ValidationError(
                _("This is not the opening code. Ask again the person who asked for your access.")
            )
        return code


class AnswerField(forms.JSONField):
    """What an authenticator answered, read before anything trusts it."""

    def __init__(self, sound: Callable[[Mapping[str, Any]], dict[str, Any]]) -> None:
        super().__init__(widget=forms.HiddenInput)
        self.sound = sound

    def to_python(self, value: Any) -> Any:
        """Return what counts of the answer. Raises ValidationError when it is none of ours."""
        if value in self.empty_values or len(value) > passkeys.LONGEST_ANSWER:
            raise ValidationError(REFUSED)
        try:
            return self.sound(super().to_python(value))
        except (ValidationError, passkeys.Unsound, RecursionError):
            raise ValidationError(REFUSED) from None


@contextmanager
def in_words_for_passkeys() -> Iterator[None]:
    """Say of a passkey what allauth says of a code."""
    try:
        yield
    except ValidationError as refusal:
        if refusal.code != "incorrect_code":
            raise
        raise ValidationError(REFUSED) from refusal


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey or security key, and how its owner calls it."""

    name = forms.CharField(
        label=_("Name, to tell it from others"),
        help_text=_("For example: work laptop, blue key."),
        max_length=LONGEST_NAME,
        required=False,
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without password"),
        help_text=_("It then always asks for your fingerprint, your face or its PIN."),
        required=False,
        initial=True,
    )
    credential = AnswerField(passkeys.sound_registration)

    def clean_name(self) -> str:
        """Drop what no name holds, and name what was left without."""
        self.cleaned_data["name"] = clean_text(self.cleaned_data["name"]).strip()
        return str(super().clean_name())

    def clean(self) -> Any:
        """Check the answer against the challenge."""
        with in_words_for_passkeys():
            return super().clean()


class PasskeyFactorForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as second factor, after the password."""

    credential = AnswerField(passkeys.sound_assertion)

    def clean_credential(self) -> Any:
        """Check the answer against the challenge and the passkeys of this person."""
        with in_words_for_passkeys():
            return super().clean_credential()


class PasskeyProofForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as a proof of who one is, while signed in."""

    credential = AnswerField(passkeys.sound_assertion)

    def clean_credential(self) -> Any:
        """Check the answer against the challenge and the passkeys of this person."""
        with in_words_for_passkeys():
            return super().clean_credential()


class PasskeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone: two factors at once, what one has and what one is or knows."""

    credential = AnswerField(passkeys.sound_assertion)

    def clean_credential(self) -> Any:
        """Ask that the authenticator verified its user, whatever the challenge was made for.

        allauth keeps one challenge a session: without this check one that was made for a second
        factor, where a touch is enough, would open an account without password.
        """
        if not passkeys.verified_its_user(self.cleaned_data["credential"]):
            raise ValidationError(REFUSED)
        with in_words_for_passkeys():
            return super().clean_credential()


class PasskeyNameForm(VigieForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name, to tell it from others"), max_length=LONGEST_NAME)
