"""A security key in software: what a browser would answer in its name, honest or not."""

from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

DOMAIN = "desk.example.org"
ORIGIN = f"https://{DOMAIN}"
FLAG = AuthenticatorData.FLAG


@dataclass
class SoftwareKey:
    """One credential. `verifies`: it recognises its user, not only a touch."""

    verifies: bool = True
    origin: str = ORIGIN
    domain: str = DOMAIN
    user_handle: bytes = b""
    key_id: bytes = b"k" * 32
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def attested(self) -> AttestedCredentialData:
        public = ES256.from_cryptography_key(self.private.public_key())  # type: ignore[no-untyped-call]
        return AttestedCredentialData.create(Aaguid.NONE, self.key_id, public)

    def made(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer options of creation."""
        self.user_handle = options["publicKey"]["user"]["id"].encode()
        client = self._client("webauthn.create", options)
        data = self._data(FLAG.AT, self.attested)
        attestation = AttestationObject.create("none", data, {})
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def used(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer options of a request."""
        client, data = self._client("webauthn.get", options), self._data(FLAG(0))
        signature = self.private.sign(data + sha256(client), ec.ECDSA(SHA256()))
        answer = self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)
        answer["response"]["userHandle"] = self.user_handle.decode()
        return answer

    def _client(self, kind: str, options: dict[str, Any]) -> CollectedClientData:
        return CollectedClientData.create(kind, options["publicKey"]["challenge"], self.origin)

    def _data(self, more: FLAG, attested: bytes = b"") -> AuthenticatorData:
        flags = FLAG.UP | more | (FLAG.UV if self.verifies else FLAG(0))
        data: AuthenticatorData = AuthenticatorData.create(
            sha256(self.domain.encode()), flags, 1, attested
        )
        return data

    def _answer(self, **response: bytes) -> dict[str, Any]:
        return {
            "id": websafe_encode(self.key_id),
            "rawId": websafe_encode(self.key_id),
            "type": "public-key",
            "response": {name: websafe_encode(value) for name, value in response.items()},
            "clientExtensionResults": {"credProps": {"rk": self.verifies}},
        }
