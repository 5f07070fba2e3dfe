"""The national figures of a year, in the groups and the order in which they are read."""

from django.utils.translation import gettext_lazy as _

from vigie.observatory.catalogue.definitions import Chapter, Definition, Scope, Unit

EVERY: dict[str, str] = {}
IN_SCOPE = {"scope": Scope.IN_SCOPE}

DECLARATIONS = (
    Definition(
        key="declarations",
        title=_("Declarations received"),
        method=_("Every declaration received in the year, whatever became of it."),
    ),
    Definition(
        key="declarations_in_scope",
        title=_("Declarations in scope"),
        method=_(
            "Declarations whose case was qualified as in scope. A declaration not yet qualified "
            "is not counted here."
        ),
        counted=IN_SCOPE,
    ),
    Definition(
        key="support_requests",
        title=_("Requests for support"),
        method=_("Declarations in which help was asked for, of any kind."),
        counted={"answer": "asked"},
    ),
    Definition(
        key="share_health_establishments",
        title=_("Declared by health establishments"),
        method=_(
            "Declarations whose structure is a health establishment by its category in the "
            "directory on the day of reception, over all declarations."
        ),
        counted={"structure_kind": "health_establishment"},
        out_of=EVERY,
    ),
)

SUPPORT = (
    Definition(
        key="support_given",
        title=_("Support given"),
        method=_("Declarations for which support was begun, whether or not it has ended."),
        counted={"support": "given"},
    ),
    Definition(
        key="share_first_answer_24h",
        title=_("Requests for support answered within 24 hours"),
        method=_(
            "Declarations whose request for support had its first answer within 24 hours, over "
            "the declarations in which help was asked for. No trace of an answer counts as none."
        ),
        counted={"answer": "in_24h"},
        out_of={"answer": "asked"},
    ),
    Definition(
        key="requests",
        title=_("Requests for support by kind of support"),
        method=_(
            "Requests for support, asked for by a structure or offered by the CSIRT: one for each "
            "kind of support. The year is that of the request."
        ),
        unit=Unit.REQUESTS,
    ),
    Definition(
        key="support_hours",
        title=_("Hours of support"),
        method=_(
            "Time that the CSIRT spent on the requests for support of the year, each request "
            "rounded to the hour."
        ),
        unit=Unit.SUPPORT_HOURS,
    ),
)

ORIGIN = (
    Definition(
        key="share_malicious",
        title=_("Malicious origin"),
        method=_("Declarations of malicious origin, over all declarations."),
        counted={"origin": "malicious"},
        out_of=EVERY,
    ),
    Definition(
        key="share_malicious_in_scope",
        title=_("Malicious origin, in scope"),
        method=_("Declarations in scope of malicious origin, over the declarations in scope."),
        counted={**IN_SCOPE, "origin": "malicious"},
        out_of=IN_SCOPE,
    ),
    Definition(
        key="ransomware",
        title=_("Ransomware"),
        method=_("Declarations of an incident of the kind ransomware."),
        counted={"kind": "ransomware"},
    ),
)

CONSEQUENCES = (
    Definition(
        key="share_degraded_mode",
        title=_("Care in degraded mode"),
        method=_(
            "Declarations in scope that led to care in degraded mode, over the declarations in "
            "scope. Interrupted care is counted apart."
        ),
        counted={**IN_SCOPE, "care_impact": "degraded"},
        out_of=IN_SCOPE,
    ),
    Definition(
        key="share_interrupted",
        title=_("Care interrupted"),
        method=_(
            "Declarations in scope in which care was interrupted, over the declarations in scope."
        ),
        counted={**IN_SCOPE, "care_impact": "interrupted"},
        out_of=IN_SCOPE,
    ),
    Definition(
        key="endangerment_potential",
        title=_("Patients endangered, potentially or proven"),
        method=_(
            "Declarations in scope in which patients were endangered, potentially or proven: "
            "the proven ones are among them."
        ),
        counted={**IN_SCOPE, "endangerment": "any"},
    ),
    Definition(
        key="endangerment_proven",
        title=_("Patients endangered, proven"),
        method=_("Declarations in scope in which patients were proven to be endangered."),
        counted={**IN_SCOPE, "endangerment": "proven"},
    ),
    Definition(
        key="data_availability_touched",
        title=_("Health data made unavailable or lost"),
        method=_("Declarations in which the availability of health data was touched."),
        counted={"data_availability": "yes"},
    ),
    Definition(
        key="data_integrity_touched",
        title=_("Health data altered"),
        method=_("Declarations in which the integrity of health data was touched."),
        counted={"data_integrity": "yes"},
    ),
    Definition(
        key="data_confidentiality_touched",
        title=_("Health data disclosed"),
        method=_("Declarations in which the confidentiality of health data was touched."),
        counted={"data_confidentiality": "yes"},
    ),
)

DELAYS = (
    Definition(
        key="share_same_day",
        title=_("Declared on the day of detection"),
        method=_(
            "Declarations received on the calendar day of detection, over all declarations. "
            "An unknown day of detection is counted as not the same day."
        ),
        counted={"delay": "same_day"},
        out_of=EVERY,
    ),
    Definition(
        key="share_within_24h",
        title=_("Declared within 24 hours of detection"),
        method=_(
            "Declarations received on the day of detection, or at most 24 hours after it, over "
            "all declarations. Where only the day of detection is known, that day alone counts."
        ),
        counted={"delay": "within_24h"},
        out_of=EVERY,
    ),
)

STRUCTURES = (
    Definition(
        key="structures",
        title=_("Structures that declared"),
        method=_(
            "Distinct structures with at least one declaration in the year. A structure absent "
            "from the directory is recognised by its name and town as typed."
        ),
        unit=Unit.STRUCTURES,
    ),
    Definition(
        key="structures_declaring_more_than_2",
        title=_("Structures with more than 2 declarations"),
        method=_("Distinct structures with more than 2 declarations in the year."),
        counted={"times_declared": "more_than_2"},
        unit=Unit.STRUCTURES,
    ),
    Definition(
        key="structures_declaring_more_than_4",
        title=_("Structures with more than 4 declarations"),
        method=_("Distinct structures with more than 4 declarations in the year."),
        counted={"times_declared": "5_or_more"},
        unit=Unit.STRUCTURES,
    ),
)

INCIDENTS = (
    Definition(
        key="incidents",
        title=_("Incidents handled"),
        method=_(
            "Distinct cases opened from the declarations of the year: one case may gather many "
            "declarations. A declaration not yet taken into a case is not counted here."
        ),
        unit=Unit.INCIDENTS,
    ),
    Definition(
        key="provider_incidents",
        title=_("Incidents caused by a provider"),
        method=_(
            "Incidents of which the CSIRT, or else a declarant, names a provider as the cause."
        ),
        counted={"provider": "provider"},
        unit=Unit.INCIDENTS,
    ),
    Definition(
        key="provider_incidents_of_many",
        title=_("Incidents caused by a provider and declared by 10 structures or more"),
        method=_(
            "Incidents of which a provider is named as the cause, and that at least 10 different "
            "structures declared."
        ),
        counted={"provider": "provider", "structures_touched": "10_or_more"},
        unit=Unit.INCIDENTS,
    ),
    Definition(
        key="share_closed_within_30_days",
        title=_("Incidents closed within 30 days"),
        method=_(
            "Incidents closed at most 30 days after their first declaration, over all incidents, "
            "those still open included."
        ),
        counted={"closing": "within_30_days"},
        out_of=EVERY,
        unit=Unit.INCIDENTS,
    ),
)

DUTIES = (
    Definition(
        key="share_in_time",
        title=_("Reports made in time"),
        method=_(
            "Reports that a law asks for by a given time and that were made in time, over those of "
            "which the time has come. One declaration may owe several. What may be owed, if a "
            "condition that is not known is met, is left out."
        ),
        counted={"due": "in_time"},
        out_of={"due": "judged"},
        unit=Unit.DEADLINES,
    ),
    Definition(
        key="notices",
        title=_("Notices to authorities"),
        method=_(
            "Notices by which the CSIRT told an authority of an incident. The year is that of the "
            "notice."
        ),
        unit=Unit.NOTICES,
    ),
)

CHAPTERS = (
    Chapter("declarations", _("Declarations"), DECLARATIONS),
    Chapter("support", _("Support"), SUPPORT),
    Chapter("origin", _("Origin"), ORIGIN),
    Chapter("consequences", _("Consequences"), CONSEQUENCES),
    Chapter("delays", _("Delay to declare"), DELAYS),
    Chapter("structures", _("Structures"), STRUCTURES),
    Chapter("incidents", _("Incidents"), INCIDENTS),
    Chapter("duties", _("Reports and notices to authorities"), DUTIES),
)
NATIONAL = tuple(definition for chapter in CHAPTERS for definition in chapter.definitions)
