"""What a program sends to the open part: the questions of the portal, as JSON."""

from datetime import date, datetime
from typing import Annotated

from pydantic import ConfigDict, JsonValue

from vigie.declarations.services.thread import BODY_MAX_LENGTH, SUBJECT_MAX_LENGTH
from vigie.surfaces.api.fields import ReceiptCode, Text
from vigie.surfaces.api.front.questions import answer, unless_said
from vigie.surfaces.api.service import Strict
from vigie.surfaces.intake.forms.complete import AuthorityForm, CourseForm, StageForm, WordsForm
from vigie.surfaces.intake.forms.contact import ContactForm, HelpForm
from vigie.surfaces.intake.forms.incident import FirstIncidentForm
from vigie.surfaces.intake.forms.structure import StructureForm

SEALED = "Sealed as soon as it is received."
NUMBER_MAX_LENGTH = 20

Kind = Annotated[str, answer(CourseForm, "kind")]
Moment = Annotated[datetime, answer(CourseForm, "detected_at")]
Care = Annotated[str, answer(CourseForm, "care_impact")]
Danger = Annotated[str, answer(CourseForm, "endangerment")]
YesNo = Annotated[str, answer(CourseForm, "others_touched")]
Cause = Annotated[str, answer(CourseForm, "origin")]
Provider = Annotated[str, answer(CourseForm, "provider", about="Stored in clear.")]
System = Annotated[str, answer(CourseForm, "systems")]


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

    number: Annotated[str, Text(NUMBER_MAX_LENGTH, about="FINESS or SIRET number.")] = ""
    name: Annotated[str, answer(StructureForm, "structure_name", optional=True)] = ""
    town: Annotated[str, answer(StructureForm, "structure_town")] = ""
    kind: Annotated[str, answer(StructureForm, "structure_kind")] = unless_said(
        StructureForm, "structure_kind"
    )


class FirstIncident(Strict):
    """What happens, as it is first declared."""

    kind: Kind
    detected_at: Moment
    care_impact: Care
    endangerment: Danger
    narrative: Annotated[str, answer(FirstIncidentForm, "narrative")]
    started_at: Moment | None = None
    origin: Cause = unless_said(FirstIncidentForm, "origin")
    data_availability: YesNo = unless_said(FirstIncidentForm, "data_availability")
    data_integrity: YesNo = unless_said(FirstIncidentForm, "data_integrity")
    data_confidentiality: YesNo = unless_said(FirstIncidentForm, "data_confidentiality")
    others_touched: YesNo = unless_said(FirstIncidentForm, "others_touched")
    cross_border: YesNo = unless_said(FirstIncidentForm, "cross_border")
    provider: Provider = ""
    nature: Annotated[str, answer(FirstIncidentForm, "nature")] = unless_said(
        FirstIncidentForm, "nature"
    )
    others_detail: Annotated[str, answer(FirstIncidentForm, "others_detail", about=SEALED)] = ""


class Contact(Strict):
    """Whom the CSIRT calls back, outside the stricken systems. Sealed."""

    name: Annotated[str, answer(ContactForm, "contact_name")]
    phone: Annotated[str, answer(ContactForm, "contact_phone")]
    function: Annotated[str, answer(ContactForm, "contact_function")] = ""
    email: Annotated[str, answer(ContactForm, "contact_email")] = ""


class Help(Strict):
    """The help that is asked for, and how soon."""

    wanted: Annotated[str, answer(HelpForm, "help_wanted")] = unless_said(HelpForm, "help_wanted")
    urgency: Annotated[str, answer(HelpForm, "help_urgency")] = unless_said(
        HelpForm, "help_urgency"
    )


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
    systems: list[System] | None = None
    persons_affected: Annotated[int, answer(CourseForm, "persons_affected")] | None = None


class AuthorityTold(Strict):
    """Another authority that has already been told."""

    authority: Annotated[str, answer(AuthorityForm, "authority")]
    told_on: Annotated[date, answer(AuthorityForm, "told_on")] | None = None
    reference: Annotated[str, answer(AuthorityForm, "told_reference")] = ""


class Report(Strict):
    """A further report of a declaration."""

    stage: Annotated[str, answer(StageForm, "stage")]
    incident: LaterIncident = LaterIncident()
    help: Help | None = None
    contact: Contact | None = None
    narrative: Annotated[str, answer(WordsForm, "narrative", about=SEALED)] = ""
    others_detail: Annotated[str, answer(WordsForm, "others_detail", about=SEALED)] = ""
    causes: Annotated[str, answer(WordsForm, "causes", about=SEALED)] = ""
    measures: Annotated[str, answer(WordsForm, "measures", about=SEALED)] = ""
    authorities: list[AuthorityTold] = []


class Message(Strict):
    """A message to the CSIRT. Sealed as soon as it is received, its subject too."""

    body: Annotated[str, Text(BODY_MAX_LENGTH, required=True)]
    subject: Annotated[str, Text(SUBJECT_MAX_LENGTH)] = ""
