"""Receiving advisories: the last version is kept, and every version that came is on record."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from itertools import islice
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.watch import csaf
from vigie.watch.csaf.values import version as ordered
from vigie.watch.models import (
    Advisory,
    AdvisoryProduct,
    AdvisoryStatus,
    AdvisoryVersion,
    AdvisoryVulnerability,
)
from vigie.watch.models.advisories import LONGEST_NAME

# CSAF 2.0 speaks the first version of TLP; codes of the scheme tlp are of the second.
TLP_2 = {"RED": "RED", "AMBER": "AMBER", "GREEN": "GREEN", "WHITE": "CLEAR", "": ""}
ROWS_AT_ONCE = 1000
Row = TypeVar("Row", bound=models.Model)


class Outcome(StrEnum):
    """What became of an advisory that was handed in."""

    IMPORTED = "imported"
    REPLACED = "replaced"
    # This very document is what is kept.
    UNCHANGED = "unchanged"
    # A later version is kept.
    OLDER = "older"
    # This version is kept, with other content: the publisher changed it without saying so.
    DIFFERENT = "different"


class Refused(ValueError):  # noqa: N818 - reads as the answer it is
    """It is no valid CSAF 2.0 document; `findings` say why."""

    def __init__(self, findings: list[csaf.Finding]) -> None:
        self.findings = findings
        super().__init__("; ".join(map(str, findings)))


def import_advisory(
    content: bytes, *, actor: User | None = None, at: datetime | None = None
) -> Outcome:
    """Keep an advisory, unless what is kept of it is as new; `content` is the file as received.

    `actor` is None for a command or a job. Raises Refused.
    """
    summary = _summary(content)
    try:
        return _keep(summary, content, actor, at or timezone.now())
    except IntegrityError:
        # Another import brought the same advisory at this moment: now it is there to compare.
        return _keep(summary, content, actor, at or timezone.now())


def _summary(content: bytes) -> csaf.Summary:
    try:
        value = csaf.read(content)
    except csaf.Unreadable as error:
        raise Refused([error.finding]) from error
    if found := csaf.findings(value):
        raise Refused(found)
    return csaf.summary(value)


@transaction.atomic
def _keep(summary: csaf.Summary, content: bytes, actor: User | None, at: datetime) -> Outcome:
    digest = sha256(content).hexdigest()
    kept = (
        Advisory.objects.select_for_update()
        .defer("document")
        .filter(namespace=summary.namespace, tracking_id=summary.tracking_id)
        .first()
    )
    if kept and (standing := _standing(kept, summary, digest)):
        return standing
    advisory = _written(kept, summary, content, digest, at)
    AdvisoryVersion.objects.create(
        advisory=advisory, version=summary.version, sha256=digest, imported_at=at
    )
    _write_rows(advisory, summary)
    outcome = Outcome.REPLACED if kept else Outcome.IMPORTED
    who = f"user:{actor.pk}" if actor else "system"
    journal.record(f"advisory.{outcome}", actor=who, advisory=str(advisory.pk))
    return outcome


def _standing(kept: Advisory, summary: csaf.Summary, digest: str) -> Outcome | None:
    """Return how an advisory stands that does not replace what is kept; None for one that does."""
    before, now = ordered(kept.version), ordered(summary.version)
    if now > before:
        return None
    if now < before:
        return Outcome.OLDER
    return Outcome.UNCHANGED if kept.sha256 == digest else Outcome.DIFFERENT


def _written(
    kept: Advisory | None, summary: csaf.Summary, content: bytes, digest: str, at: datetime
) -> Advisory:
    advisory = kept or Advisory(namespace=summary.namespace, tracking_id=summary.tracking_id)
    advisory.publisher, advisory.title = summary.publisher, summary.title
    advisory.version, advisory.status = summary.version, summary.status
    advisory.category, advisory.severity = summary.category, summary.severity
    advisory.released_at, advisory.imported_at = summary.released_at, at
    advisory.tlp = TLP_2[summary.tlp_label]
    advisory.document = content.decode("utf-8-sig")
    advisory.sha256 = digest
    advisory.save()
    return advisory


def _write_rows(advisory: Advisory, summary: csaf.Summary) -> None:
    """Replace what can be searched of an advisory."""
    AdvisoryStatus.objects.filter(product__advisory=advisory).delete()
    advisory.vulnerabilities.all().delete()
    advisory.products.all().delete()
    products = {each.key: _product(advisory, each) for each in summary.products}
    vulnerabilities = [
        AdvisoryVulnerability(advisory=advisory, cve=each.cve, title=each.title)
        for each in summary.vulnerabilities
    ]
    _create(AdvisoryProduct.objects, products.values())
    _create(AdvisoryVulnerability.objects, vulnerabilities)
    _create(
        AdvisoryStatus.objects,
        (
            AdvisoryStatus(vulnerability=row, product=products[key], status=status)
            for row, named in zip(vulnerabilities, summary.vulnerabilities, strict=True)
            for status, key in named.statuses
        ),
    )


def _product(advisory: Advisory, named: csaf.NamedProduct) -> AdvisoryProduct:
    return AdvisoryProduct(
        advisory=advisory,
        name=named.name,
        vendor=named.vendor[:LONGEST_NAME],
        product=named.product[:LONGEST_NAME],
        version=named.version[:LONGEST_NAME],
        cpe=named.cpe,
        purl=named.purl,
    )


def _create(table: models.Manager[Row], rows: Iterable[Row]) -> None:
    """Write rows a thousand at a time: an advisory may name a million statuses."""
    waiting = iter(rows)
    while batch := list(islice(waiting, ROWS_AT_ONCE)):
        table.bulk_create(batch)
