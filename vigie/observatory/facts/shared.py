"""Columns that several relations have."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from vigie.observatory.facts.columns import Column, Kind, code, flag, number, pseudonym

Realm = Annotated[
    str,
    Column(Kind.REALM, _("World to which the row belongs: realms are never counted together.")),
]
Year = Annotated[
    int,
    number(
        _(
            "Year of reception of the declaration, in Paris time. For a case, of its first "
            "declaration; for support and notices, year in which it was asked for or decided."
        )
    ),
]
Month = Annotated[int, number(_("Month of the same moment, from 1 to 12."))]
Structure = Annotated[
    str | None,
    pseudonym(
        _(
            "The structure: of the declaration; for a case or a notice, of the first declaration "
            "of the case. The same structure has the same pseudonym throughout one realm. "
            "Missing where no name was given."
        )
    ),
]
StructureKind = Annotated[
    str, code(_("Kind of that structure, as it was at reception."), "structure_kind")
]
Region = Annotated[str, code(_("Region of that structure, as it was at reception."), "region")]

# As the CSIRT reads the case; until it has, as its declarant does.
Origin = Annotated[
    str,
    code(
        _("Whether somebody meant it: as the CSIRT qualified it; until then, as declared."),
        "origin",
    ),
]
IncidentKind = Annotated[
    str,
    code(
        _("Kind of incident: as the CSIRT qualified it; until then, as declared."),
        "incident_kind",
    ),
]
CareImpact = Annotated[
    str,
    code(
        _("What became of care: as the CSIRT qualified it; until then, as declared."),
        "care_impact",
    ),
]
Endangerment = Annotated[
    str,
    code(
        _(
            "Whether patients were put in danger: as the CSIRT qualified it; until then, as "
            "declared."
        ),
        "endangerment",
    ),
]
Qualified = Annotated[bool, flag(_("Whether the CSIRT has qualified the case."))]
Closed = Annotated[bool, flag(_("Whether the case is closed; no where there is no case."))]
InScope = Annotated[
    bool | None,
    flag(
        _(
            "Whether it is a security incident of a health or medico-social structure. "
            "Missing until the case is qualified."
        )
    ),
]
Significant = Annotated[
    bool | None,
    flag(
        _(
            "Whether it touches the regional or national organisation of care, or other "
            "structures. Missing until the case is qualified."
        )
    ),
]
Severity = Annotated[
    str | None,
    code(_("The CSIRT’s measure of the case. Missing until it is qualified."), "severity"),
]
