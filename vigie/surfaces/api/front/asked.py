"""What a program sends to the open part: the questions of the portal, as JSON."""

from datetime import date, datetime
from typing import Annotated

from pydantic import ConfigDict, JsonValue

from vigie.declarations.services.thread import BODY_MAX_LENGTH, SUBJECT_MAX_LENGTH
from vigie.surfaces.api.fields import (
    Count,
    PastDay,
    PastMoment,
    ReceiptCode,
    Term,
    Text,
    can_be_dialled,
    in_clear,
    is_an_address,
)
from vigie.surfaces.api.service import Strict
from vigie.taxonomy.codes import (
    DeclarationNature,
    HelpWanted,
    Origin,
    ReportStage,
    StructureKind,
    Touched,
    Urgency,
)
from vigie.taxonomy.companies import NAME_MAX_LENGTH

NARRATIVE = 20_000
DETAIL = 4_000
LINE = 250
MOST_PERSONS = 100_000_000
MOST_AUTHORITIES = 5

Moment = Annotated[datetime, PastMoment()]
Day = Annotated[date, PastDay()]
Kind = Annotated[str, Term("incident_kind")]
Care = Annotated[str, Term("care_impact")]
Danger = Annotated[str, Term("endangerment")]
YesNo = Annotated[str, Term("touched")]
Cause = Annotated[str, Term("origin")]
Provider = Annotated[str, Text(NAME_MAX_LENGTH, check=in_clear, about="Stored in clear.")]
Story = Annotated[str, Text(NARRATIVE, about="Sealed as soon as it is received.")]
Detail = Annotated[str, Text(DETAIL, about="Sealed as soon as it is received.")]


EXAMPLE: dict[str, JsonValue] = {
    "structure": {"number": "350000022", "name": "CHU des Essais", "town": "Rennes"},
    "incident": {
        "kind": "ransomware",
        "detected_at": "2026-03-04T02:30:00+01:00",
        "care_impact": "degraded",
        "endangerment": "potential",
        "narrative": "EDR: mass encryption on 14 file servers.",
    },
    "contact": {"name": "Astreinte SI", "phone": "+33 6 39 98 00 42"},
}


class Structure(Strict):
    """The structure touched: by its number, else by its name. At least one of the two."""

    number: Annotated[str, Text(20, about="FINESS or SIRET number.")] = ""
    name: Annotated[str, Text(LINE)] = ""
    town: Annotated[str, Text(120)] = ""
    kind: Annotated[str, Term("structure_kind")] = StructureKind.UNKNOWN.value


class FirstIncident(Strict):
    """What happens, as it is first declared."""

    kind: Kind
    detected_at: Moment
    care_impact: Care
    endangerment: Danger
    narrative: Annotated[str, Text(NARRATIVE, required=True)]
    started_at: Moment | None = None
    origin: Cause = Origin.UNKNOWN.value
    data_availability: YesNo = Touched.UNKNOWN.value
    data_integrity: YesNo = Touched.UNKNOWN.value
    data_confidentiality: YesNo = Touched.UNKNOWN.value
    others_touched: YesNo = Touched.UNKNOWN.value
    cross_border: YesNo = Touched.UNKNOWN.value
    provider: Provider = ""
    nature: Annotated[str, Term("declaration_nature")] = DeclarationNature.MANDATORY.value
    others_detail: Detail = ""


class Contact(Strict):
    """Whom the CSIRT calls back, outside the stricken systems. Sealed."""

    name: Annotated[str, Text(150, required=True)]
    phone: Annotated[str, Text(60, required=True, check=can_be_dialled)]
    function: Annotated[str, Text(150)] = ""
    email: Annotated[str, Text(254, check=is_an_address)] = ""


class Help(Strict):
    """The help that is asked for, and how soon."""

    wanted: Annotated[str, Term("help_wanted")] = HelpWanted.NONE.value
    urgency: Annotated[str, Term("urgency")] = Urgency.NONE.value


class Declaration(Strict):
    """A first report."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    structure: Structure
    incident: FirstIncident
    contact: Contact
    help: Help = Help()
    receipt_code: Annotated[str, ReceiptCode()] | None = None


class LaterIncident(Strict):
    """What is known better now: what is left out stays as it was."""

    kind: Kind | None = None
    detected_at: Moment | None = None
    started_at: Moment | None = None
    ended_at: Moment | None = None
    care_impact: Care | None = None
    endangerment: Danger | None = None
    degraded_since: Moment | None = None
    degraded_until: Moment | None = None
    origin: Cause | None = None
    data_availability: YesNo | None = None
    data_integrity: YesNo | None = None
    data_confidentiality: YesNo | None = None
    others_touched: YesNo | None = None
    cross_border: YesNo | None = None
    provider: Provider | None = None
    systems: list[Annotated[str, Term("system")]] | None = None
    persons_affected: Annotated[int, Count(MOST_PERSONS)] | None = None


class AuthorityTold(Strict):
    """Another authority that has already been told."""

    authority: Annotated[str, Term("authority")]
    told_on: Day | None = None
    reference: Annotated[str, Text(100)] = ""


class Report(Strict):
    """A further report of a declaration."""

    stage: Annotated[str, Term("report_stage", exclude=(ReportStage.EARLY_WARNING.value,))]
    incident: LaterIncident = LaterIncident()
    help: Help | None = None
    contact: Contact | None = None
    narrative: Story = ""
    others_detail: Detail = ""
    causes: Story = ""
    measures: Story = ""
    authorities: list[AuthorityTold] = []


class Message(Strict):
    """A message to the CSIRT. Sealed as soon as it is received, its subject too."""

    body: Annotated[str, Text(BODY_MAX_LENGTH, required=True)]
    subject: Annotated[str, Text(SUBJECT_MAX_LENGTH)] = ""
