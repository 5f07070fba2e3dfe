"""How the CSIRT's reading of a case bears on the deadlines of its declarants."""

from vigie.declarations import services as declarations
from vigie.incidents.models import IncidentDeclaration, Qualification

# What is qualified and the law looks at, by the names of the declarants' own answers.
LEGAL_ANSWERS = (
    "kind",
    "origin",
    "care_impact",
    "endangerment",
    "data_availability",
    "data_integrity",
    "data_confidentiality",
)


def tell_clocks(qualification: Qualification) -> None:
    """Hand the CSIRT's answers to the clocks of every declaration of the case.

    They stand beside those of the declarants: see docs/adr/0017-clocks-keep-their-history.md.
    """
    taken = IncidentDeclaration.objects.filter(incident_id=qualification.pk)
    declarations.take_csirt_reading(
        list(taken.values_list("declaration_id", flat=True)),
        {name: getattr(qualification, name) for name in LEGAL_ANSWERS},
        at=qualification.qualified_at,
    )
