"""Advisories as received (CSAF 2.0), and, in rows that can be searched, what they name."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.watch.csaf.limits import (
    LONGEST_CPE,
    LONGEST_CVE,
    LONGEST_NAMESPACE,
    LONGEST_PURL,
    LONGEST_TRACKING_ID,
    LONGEST_VERSION,
)

# Names of vendors, products and versions are cut there: the document keeps them whole.
LONGEST_NAME = 300
SHA_256 = 64


class Advisory(models.Model):
    """A publisher's advisory, in the last version that was received."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Together the advisory's name in the world.
    namespace = models.CharField(max_length=LONGEST_NAMESPACE)
    tracking_id = models.CharField(max_length=LONGEST_TRACKING_ID)
    publisher = models.TextField()
    version = models.CharField(max_length=LONGEST_VERSION)
    # The publisher's words for where it stands: draft, interim, final.
    status = models.CharField(max_length=10)
    category = models.TextField()
    title = models.TextField()
    # When the publisher released this version.
    released_at = models.DateTimeField()
    # Code of the scheme tlp; empty when the document bears none.
    tlp = models.CharField(max_length=20, blank=True)
    # As the publisher words it, on a scale of its own.
    severity = models.TextField(blank=True)
    document = models.TextField()
    # Of the bytes received.
    sha256 = models.CharField(max_length=SHA_256)
    imported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("advisory received")
        verbose_name_plural = _("advisories received")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["namespace", "tracking_id"], name="advisory_one_a_name"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-released_at", "-id"], name="advisory_last_released"),
        ]

    def __str__(self) -> str:
        return self.tracking_id


class AdvisoryVersion(models.Model):
    """That a version was received, and when. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    advisory = models.ForeignKey(Advisory, models.CASCADE, related_name="versions")
    version = models.CharField(max_length=LONGEST_VERSION)
    sha256 = models.CharField(max_length=SHA_256)
    imported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of an advisory")
        verbose_name_plural = _("versions of advisories")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["advisory", "version"], name="advisory_version_once"),
        ]

    def __str__(self) -> str:
        return self.version


class AdvisoryVulnerability(models.Model):
    """A vulnerability that an advisory names."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    advisory = models.ForeignKey(Advisory, models.CASCADE, related_name="vulnerabilities")
    # Empty for those that have none yet.
    cve = models.CharField(max_length=LONGEST_CVE, blank=True, db_index=True)
    title = models.TextField(blank=True)

    class Meta:
        verbose_name = _("vulnerability of an advisory")
        verbose_name_plural = _("vulnerabilities of advisories")

    def __str__(self) -> str:
        return self.cve or self.title


class AdvisoryProduct(models.Model):
    """A product that an advisory names, affected or not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    advisory = models.ForeignKey(Advisory, models.CASCADE, related_name="products")
    name = models.TextField()
    vendor = models.CharField(max_length=LONGEST_NAME, blank=True, db_index=True)
    product = models.CharField(max_length=LONGEST_NAME, blank=True, db_index=True)
    # One version, or a range in the publisher's words.
    version = models.CharField(max_length=LONGEST_NAME, blank=True)
    cpe = models.CharField(max_length=LONGEST_CPE, blank=True, db_index=True)
    purl = models.CharField(max_length=LONGEST_PURL, blank=True, db_index=True)

    class Meta:
        verbose_name = _("product of an advisory")
        verbose_name_plural = _("products of advisories")

    def __str__(self) -> str:
        return self.name


class AdvisoryStatus(models.Model):
    """What an advisory says of a vulnerability in a product."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vulnerability = models.ForeignKey(
        AdvisoryVulnerability, models.CASCADE, related_name="statuses"
    )
    product = models.ForeignKey(AdvisoryProduct, models.CASCADE, related_name="statuses")
    # In the words of CSAF: known_affected, fixed, under_investigation...
    status = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("status of a product")
        verbose_name_plural = _("statuses of products")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["vulnerability", "product", "status"], name="advisory_status_once"
            ),
        ]

    def __str__(self) -> str:
        return self.status
