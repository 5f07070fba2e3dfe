"""What passkeys are bound to, and which of a browser's answers are sound."""

from collections.abc import Mapping
from struct import error as StructError  # noqa: N812 - what CBOR that is cut off raises
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from django.conf import settings
from fido2.cose import CoseKey
from fido2.utils import websafe_encode
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

# What reading hostile JSON, base64 or CBOR raises.
MALFORMED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    StructError,
    TypeError,
    ValueError,
)
# An answer is some hundred bytes; with the attestation of a security key, a few thousand.
LONGEST_ANSWER = 20_000


class Unsound(ValueError):  # noqa: N818 - reads as the answer it is
    """This is no answer of an authenticator, or it was given to another site."""


def domain() -> str:
    """Return the domain that passkeys are bound to; empty: none can be made here."""
    return str(settings.VIGIE_PASSKEY_DOMAIN)


def offered() -> bool:
    """Tell whether passkeys can be made and used at the desk's address."""
    return bool(domain())


def origin() -> str:
    """Return the only origin whose pages may ask for a passkey: the desk's."""
    parts = urlsplit(settings.VIGIE_DESK_URL)
    return f"{parts.scheme}://{parts.netloc}".lower()


def sound_registration(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept of a browser's answer that made a passkey. Raises Unsound.

    Nothing else of it is: an answer may hold what no column takes.
    """
    try:
        read = RegistrationResponse.from_dict(answer)
        client, made = read.response.client_data, read.response.attestation_object
        extensions = answer.get("clientExtensionResults") or {}
        found_again = extensions.get("credProps", {}).get("rk") is True
        kept = _kept(read.raw_id, clientDataJSON=client, attestationObject=made)
        attested = made.auth_data.credential_data
        usable = attested is not None and _is_usable(attested.public_key)
    except MALFORMED as error:
        raise Unsound from error
    if not usable or client.origin != origin():
        raise Unsound
    return {**kept, "clientExtensionResults": {"credProps": {"rk": found_again}}}


def sound_assertion(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what counts of a browser's answer that used a passkey. Raises Unsound."""
    try:
        read = AuthenticationResponse.from_dict(answer)
        said = read.response
        kept = _kept(
            read.raw_id,
            clientDataJSON=said.client_data,
            authenticatorData=said.authenticator_data,
            signature=said.signature,
        )
        if said.user_handle:
            kept["response"]["userHandle"] = websafe_encode(said.user_handle)
    except MALFORMED as error:
        raise Unsound from error
    if said.client_data.origin != origin():
        raise Unsound
    return kept


def verified_its_user(assertion: Mapping[str, Any]) -> bool:
    """Tell whether the authenticator says that it recognised its user, not only a touch."""
    read = AuthenticationResponse.from_dict(assertion)
    return bool(read.response.authenticator_data.is_user_verified())


def _is_usable(key: CoseKey) -> bool:
    """Tell whether signatures can be checked with this key: it must refuse an empty one."""
    try:
        key.verify(b"", b"")
    except InvalidSignature:
        return True
    except NotImplementedError:
        return False
    return False


def _kept(raw_id: bytes, **response: bytes) -> dict[str, Any]:
    return {
        "type": "public-key",
        "id": websafe_encode(raw_id),
        "rawId": websafe_encode(raw_id),
        "response": {name: websafe_encode(value) for name, value in response.items()},
    }
