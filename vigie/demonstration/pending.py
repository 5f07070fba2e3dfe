"""What waits for somebody at the desk of a demonstration: approvals, additions, a judgement."""

from datetime import datetime, timedelta

from vigie.accounts.enums import Role, Scope
from vigie.accounts.models import User
from vigie.accounts.services import (
    Asked,
    Wanted,
    ask_invitation,
    ask_token,
    demonstration_account,
)
from vigie.core.realm import DEMO
from vigie.declarations.models import Declaration, Receipt, Report
from vigie.declarations.services import (
    Complement,
    PlainFacts,
    complete,
    refresh_current_facts,
)
from vigie.incidents.services import dismiss, note_report
from vigie.incidents.services.replacing import ask_replacement
from vigie.taxonomy.codes import ReportStage

MORE = (
    "[Donnée synthétique] Le laboratoire travaille de nouveau. Deux serveurs de plus sont "
    "chiffrés ; les sauvegardes de la semaine dernière sont intactes."
)


def play_approvals(receipt: Receipt) -> None:
    """Have an administrator ask for an account and a token, and the duty lead for a new code.

    So that each role that decides has something to decide; the code waits for two hours.
    """
    administrator = demonstration_account(Role.ADMINISTRATOR)
    ask_invitation(
        "nouvelle.analyste@demonstration.invalid",
        "Analyste synthétique",
        Asked(role=Role.ANALYST),
        actor=administrator,
    )
    wanted = Wanted(
        name="SIEM synthétique",
        scopes={Scope.INCIDENTS},
        lasts=timedelta(days=90),
        realm=DEMO,
    )
    ask_token(demonstration_account(Role.ANALYST), wanted, actor=administrator)
    lead = demonstration_account(Role.DUTY_LEAD)
    declaration = Declaration.objects.get(pk=receipt.declaration_id)
    ask_replacement(declaration, receipt, reason="lost", called="official_site", actor=lead)


def play_addition(receipt: Receipt, *, at: datetime) -> None:
    """Have a declarant add a report, which nobody has opened yet."""
    declaration = Declaration.objects.get(pk=receipt.declaration_id)
    said = Report.objects.filter(declaration=declaration).earliest("submitted_at")
    complement = Complement(
        stage=ReportStage.NOTIFICATION, facts=PlainFacts.from_json(said.facts), narrative=MORE
    )
    complete(
        receipt,
        complement,
        form_nonce="demonstration-addition",
        structure_kind=declaration.structure_kind,
        submitted_at=at,
    )
    refresh_current_facts(declaration.pk)
    note_report(Report.objects.filter(declaration=declaration).latest("submitted_at").pk)


def play_judgement(one: Receipt, other: Receipt, *, actor: User, at: datetime) -> None:
    """Have an analyst judge that two declarations are not one incident, which can be taken back."""
    declarations = Declaration.objects
    first, second = (declarations.get(pk=each.declaration_id) for each in (one, other))
    dismiss(first, second, actor=actor, at=at)
