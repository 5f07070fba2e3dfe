"""What the watch keeps: bulletins, and advisories received. Import models from here."""

from vigie.watch.models.advisories import (
    Advisory,
    AdvisoryProduct,
    AdvisoryStatus,
    AdvisoryVersion,
    AdvisoryVulnerability,
)
from vigie.watch.models.bulletins import Bulletin, BulletinVersion, PublishedBulletin

__all__ = [
    "Advisory",
    "AdvisoryProduct",
    "AdvisoryStatus",
    "AdvisoryVersion",
    "AdvisoryVulnerability",
    "Bulletin",
    "BulletinVersion",
    "PublishedBulletin",
]
