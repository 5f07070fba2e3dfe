"""Where a person wants to be woken."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal, sealing
from vigie.incidents.models import PagingAddress
from vigie.incidents.services.actors import journal_name

# In the place of a person's key: the team's own mailbox.
TEAM = "team"


@transaction.atomic
def keep_addresses(person: User, *, email: str | None, phone: str | None) -> None:
    """Seal where `person` is to be woken, in the place of what was known.

    None leaves an address as it is, an empty text removes it. `phone` is in international
    form, `+33612345678`. Without an e-mail address of its own the account's is used.
    """
    known = PagingAddress.objects.select_for_update().filter(person=person).first()
    kept = addresses(known)
    kept |= {
        name: value for name, value in (("email", email), ("phone", phone)) if value is not None
    }
    PagingAddress.objects.update_or_create(
        person=person,
        defaults={
            "ciphertext": sealing.seal_json(kept, sealing.desk_recipients()),
            "has_email": bool(kept["email"]),
            "has_phone": bool(kept["phone"]),
            "changed_at": timezone.now(),
        },
    )
    journal.record("duty.addresses_changed", actor=journal_name(person), person=str(person.pk))


def addresses(sealed: PagingAddress | None) -> dict[str, str]:
    """Open paging addresses: to call their owner, or to keep one while the other changes."""
    if sealed is None:
        return {"email": "", "phone": ""}
    opened = sealing.unseal_json(bytes(sealed.ciphertext), sealing.desk_identity())
    return {"email": str(opened["email"]), "phone": str(opened["phone"])}


def mailbox(whom: str) -> str:
    """Return where to mail a person, by their key, or the team (`TEAM`)."""
    if whom == TEAM:
        return str(settings.VIGIE_DUTY_EMAIL)
    person = User.objects.select_related("paging_address").get(pk=whom)
    return addresses(getattr(person, "paging_address", None))["email"] or person.email
