"""Codes of the reference terms that rules in Python name. Their words live in `data/*.toml`.

A test holds each enumeration equal to its scheme.
"""

from enum import StrEnum

# What is not known, in every scheme that says so.
UNKNOWN = "unknown"


class Origin(StrEnum):
    """Whether somebody meant it."""

    MALICIOUS = "malicious"
    NOT_MALICIOUS = "not_malicious"
    UNKNOWN = "unknown"


class CareImpact(StrEnum):
    """What became of care."""

    NONE = "none"
    DEGRADED = "degraded"
    INTERRUPTED = "interrupted"
    UNKNOWN = "unknown"


class Endangerment(StrEnum):
    """Whether patients were put in danger."""

    NONE = "none"
    POTENTIAL = "potential"
    PROVEN = "proven"
    UNKNOWN = "unknown"


class Touched(StrEnum):
    """An answer to “was it touched?”; unknown is an answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class HelpWanted(StrEnum):
    """What help the declarant asks the CSIRT for."""

    NONE = "none"
    ADVICE = "advice"
    REMOTE = "remote"
    ON_SITE = "on_site"
    COORDINATION = "coordination"


class Urgency(StrEnum):
    """How soon help is needed."""

    NONE = "none"
    IMMEDIATE = "immediate"
    TODAY = "today"
    THIS_WEEK = "this_week"


class SupportKind(StrEnum):
    """What a request for support is about."""

    ADVICE = "advice"
    REMOTE_INVESTIGATION = "remote_investigation"
    ON_SITE = "on_site"
    REMEDIATION_PLAN = "remediation_plan"
    COORDINATION = "coordination"


class SupportState(StrEnum):
    """Where a request for support stands."""

    ASKED = "asked"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    UNDER_WAY = "under_way"
    ENDED = "ended"
    DECLINED = "declined"


class SupportRefusal(StrEnum):
    """Why a request for support is declined."""

    BY_STRUCTURE = "by_structure"
    PROVIDER_ENGAGED = "provider_engaged"
    REFERRED = "referred"
    OUT_OF_SCOPE = "out_of_scope"
    NO_CAPACITY = "no_capacity"


class Severity(StrEnum):
    """The CSIRT's measure of a case."""

    MINOR = "minor"
    MODERATE = "moderate"
    MAJOR = "major"
    CRITICAL = "critical"


class CaseRelation(StrEnum):
    """How two cases that stay two have to do with each other."""

    SAME_CAMPAIGN = "same_campaign"
    SAME_PROVIDER = "same_provider"
    FOLLOW_UP = "follow_up"


class ReportStage(StrEnum):
    """Which report of a declaration this is, in the words of NIS2 article 23."""

    EARLY_WARNING = "early_warning"
    NOTIFICATION = "notification"
    INTERMEDIATE = "intermediate"
    PROGRESS = "progress"
    FINAL = "final"
    ADDENDUM = "addendum"


class PublicState(StrEnum):
    """What the declarant is told of where the case stands."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    QUALIFIED = "qualified"
    CLOSED = "closed"


class StructureKind(StrEnum):
    """Groups of structure categories, by which the observatory counts."""

    HEALTH_ESTABLISHMENT = "health_establishment"
    MEDICO_SOCIAL = "medico_social"
    LABORATORY = "laboratory"
    PHARMACY = "pharmacy"
    PRIMARY_CARE = "primary_care"
    PROVIDER = "provider"
    INSURER = "insurer"
    OTHER = "other"
    UNKNOWN = "unknown"


class LegalStatus(StrEnum):
    """Who owns a structure, as FINESS groups legal statuses."""

    PUBLIC = "public"
    PRIVATE_NONPROFIT = "private_nonprofit"
    PRIVATE_FOR_PROFIT = "private_for_profit"
    UNKNOWN = "unknown"


class DatePrecision(StrEnum):
    """How precisely a moment is known."""

    MINUTE = "minute"
    DAY = "day"
    UNKNOWN = "unknown"


class DeclarationNature(StrEnum):
    """Whether the law asks for a declaration."""

    MANDATORY = "mandatory"
    VOLUNTARY = "voluntary"
    NEAR_MISS = "near_miss"


class Section(StrEnum):
    """The sealed parts of a report, each shown only to those whom it concerns."""

    CONTACT = "contact"
    NARRATIVE = "narrative"
    MEASURES = "measures"
    AUTHORITIES = "authorities"


class RegimeStatus(StrEnum):
    """Whether a legal regime binds anybody."""

    IN_FORCE = "in_force"
    ANNOUNCED = "announced"
    VOLUNTARY = "voluntary"


class ClockStart(StrEnum):
    """What starts a legal clock."""

    DETECTION = "detection"
    AWARENESS = "awareness"
    RECEPTION = "reception"
    PREVIOUS = "previous"
    REQUEST = "request"


class AttachmentState(StrEnum):
    """What became of a file that was sent."""

    RECEIVED = "received"
    CLEAN = "clean"
    NOT_SCANNED = "not_scanned"
    QUARANTINED = "quarantined"
    RELEASED = "released"
    DAMAGED = "damaged"


class AttachmentReason(StrEnum):
    """Why a file is in the state in which it is."""

    MALWARE = "malware"
    NO_SCANNER = "no_scanner"
    TOO_LARGE = "too_large"
    SUSPICIOUS = "suspicious"
    ANALYSED = "analysed"
    PERSONAL_DATA = "personal_data"
    SENT_BY_MISTAKE = "sent_by_mistake"
    FALSE_ALARM = "false_alarm"
    CHECKED = "checked"
