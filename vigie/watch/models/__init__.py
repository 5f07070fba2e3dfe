"""What the watch keeps: bulletins, advisories received, what is exploited."""

from vigie.watch.models.advisories import (
    Advisory,
    AdvisoryProduct,
    AdvisoryStatus,
    AdvisoryVersion,
    AdvisoryVulnerability,
)
from vigie.watch.models.bulletins import Bulletin, BulletinVersion, PublishedBulletin
from vigie.watch.models.exploited import KnownExploited

__all__ = [
    "Advisory",
    "AdvisoryProduct",
    "AdvisoryStatus",
    "AdvisoryVersion",
    "AdvisoryVulnerability",
    "Bulletin",
    "BulletinVersion",
    "KnownExploited",
    "PublishedBulletin",
]
