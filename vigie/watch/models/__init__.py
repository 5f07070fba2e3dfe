"""What the watch keeps: advisories received. No table of it is the front's."""

from vigie.watch.models.advisories import (
    Advisory,
    AdvisoryProduct,
    AdvisoryStatus,
    AdvisoryVersion,
    AdvisoryVulnerability,
)

__all__ = [
    "Advisory",
    "AdvisoryProduct",
    "AdvisoryStatus",
    "AdvisoryVersion",
    "AdvisoryVulnerability",
]
