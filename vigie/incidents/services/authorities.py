"""The address book of authorities, and what the law makes of a structure."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.directory.models import Structure
from vigie.incidents.models import AuthorityAddress, Incident, OperatorStatus
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.notices import consider_telling
from vigie.incidents.services.refusals import Refusal

NO_STATUS = "none"


class AddressKnown(Refusal):
    """This address is there already for this authority and region."""


def add_address(*, authority: str, region: str, email: str, actor: User) -> AuthorityAddress:
    """Have an authority told by e-mail that a notice waits. Raises AddressKnown."""
    address = AuthorityAddress(authority=authority, region=region, email=email.lower())
    try:
        with transaction.atomic():
            address.save(force_insert=True)
            journal.record(
                "authority.address_added",
                actor=journal_name(actor),
                authority=authority,
                address=str(address.pk),
            )
    except IntegrityError:
        raise AddressKnown(authority) from None
    return address


@transaction.atomic
def remove_address(address: AuthorityAddress, *, actor: User) -> None:
    """Tell nobody at this address any more."""
    journal.record(
        "authority.address_removed",
        actor=journal_name(actor),
        authority=address.authority,
        address=str(address.pk),
    )
    address.delete()


@transaction.atomic
def set_operator_status(structure: Structure, status: str, *, actor: User) -> None:
    """Say what the law makes of a structure: in this case and in all others.

    The journal keeps what it was: whom a case is told to hangs on it.
    """
    known = OperatorStatus.objects.select_for_update().filter(structure=structure).first()
    before = known.status if known else ""
    OperatorStatus.objects.update_or_create(
        structure=structure,
        defaults={"status": status, "set_at": timezone.now(), "set_by": actor},
    )
    journal.record(
        "structure.operator_status_set",
        actor=journal_name(actor),
        structure=str(structure.pk),
        before=before or NO_STATUS,
        after=status or NO_STATUS,
    )
    of_it = Incident.objects.filter(links__declaration__structure=structure)
    for incident in of_it.distinct():
        consider_telling(incident)
