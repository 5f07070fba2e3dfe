"""The authorities that the CSIRT has told, as the declarant reads them."""

from django.db.models import QuerySet

from vigie.declarations.models import SharedWith
from vigie.declarations.selectors.receipts import OpenedReceipt


def shared_with(opened: OpenedReceipt) -> QuerySet[SharedWith]:
    """Return the authorities that the CSIRT has told of a declaration, oldest first."""
    return SharedWith.objects.filter(receipt=opened.receipt)
