"""What the CSIRT does with what was declared. Import models from here."""

from vigie.incidents.models.case import Incident, IncidentDeclaration, Qualification

__all__ = ["Incident", "IncidentDeclaration", "Qualification"]
