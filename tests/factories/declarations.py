"""What declarants submit."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from vigie.core.ids import new_id
from vigie.declarations.models import Receipt
from vigie.declarations.services import (
    Complement,
    Contact,
    DeclaredStructure,
    DeskSender,
    Letter,
    MessageText,
    PlainFacts,
    Submission,
    write_to_declarants,
    write_to_desk,
)

DETECTED = datetime(2026, 3, 4, 1, 30, tzinfo=UTC)
RECEIVED = datetime(2026, 3, 4, 2, 15, tzinfo=UTC)
# Words that must be found nowhere but in what opens them.
CANARIES = ("Canari-Nom", "canari@example.org", "+33639980042", "canari-narration")


def facts(**changes: Any) -> PlainFacts:
    """Return the plain answers of a hospital whose servers were encrypted overnight."""
    encrypted = PlainFacts(
        kind="ransomware",
        detected_at=DETECTED,
        origin="malicious",
        care_impact="degraded",
        endangerment="potential",
        data_availability="yes",
    )
    return replace(encrypted, **changes)


def submission(**changes: Any) -> Submission:
    """Return a first report by a hospital typed by hand; its sealed fields hold canaries."""
    name, email, phone, narrative = CANARIES
    whole = Submission(
        structure=DeclaredStructure(
            name="Centre hospitalier des Essais", town="Rennes", kind="health_establishment"
        ),
        contact=Contact(name=name, email=email, phone=phone),
        facts=facts(),
        narrative=f"{narrative} : les serveurs sont chiffrés.",
    )
    return replace(whole, **changes)


def complement(**changes: Any) -> Complement:
    """Return a further report that changes one answer and tells the causes."""
    whole = Complement(
        stage="notification", facts=facts(care_impact="interrupted"), causes="canari-cause"
    )
    return replace(whole, **changes)


def written(**changes: Any) -> MessageText:
    """Return a message whose sealed fields hold canaries."""
    whole = MessageText(subject="canari-objet", body="canari-corps\nligne 2", language="fr")
    return replace(whole, **changes)


def write_as_desk(receipt: Receipt, text: MessageText | None = None, **options: Any) -> int:
    """Send a message of the desk to one declarant."""
    options.setdefault("form_nonce", new_id().hex)
    sender = DeskSender(person=options.pop("person", None), actor="user:1", incident=new_id())
    return write_to_declarants([Letter(receipt, text or written())], sender=sender, **options)


def write_as_declarant(receipt: Receipt, text: MessageText | None = None, **options: Any) -> None:
    """Send a message of the declarant to the desk."""
    options.setdefault("form_nonce", new_id().hex)
    write_to_desk(receipt, text or written(), **options)
