"""Bulletins on what never happened, written and published as real ones are."""

from datetime import date, datetime, timedelta
from pathlib import Path

from vigie.accounts.enums import Role
from vigie.accounts.services import demonstration_account
from vigie.core.realm import DEMO
from vigie.demonstration.news import not_yet_written, texts_of
from vigie.publishing.enums import Kind
from vigie.taxonomy.datafile import LANGUAGES, Table
from vigie.watch.enums import Exploited, Severity
from vigie.watch.facts import Action, Facts, Product, Vulnerability
from vigie.watch.services import publish, write_bulletin

DATA = Path(__file__).parent / "data" / "bulletins"
KEYS = (
    *("name", "version", "date", "source", "kind", "severity", "days", "due"),
    *("title", "summary", "body", "product", "action"),
)
# No vulnerability will ever have this number: those of a year are not counted from its end.
CVE = "CVE-1999-99999999"
VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


def play_bulletins(*, now: datetime) -> None:
    """Have an analyst write each bulletin of the data that is not there, a duty lead publish it."""
    analyst, lead = (demonstration_account(role) for role in (Role.ANALYST, Role.DUTY_LEAD))
    for slug, table in not_yet_written(DATA, KEYS):
        at = now - timedelta(days=int(table.values["days"]))
        due = (at + timedelta(days=int(table.values["due"]))).date()
        bulletin = write_bulletin(
            Kind(table.text("kind")),
            slug,
            texts_of(table),
            _facts(table, due),
            realm=DEMO,
            actor=analyst,
            ready=True,
        )
        publish(bulletin, revision=bulletin.revision, actor=lead, at=at)


def _facts(table: Table, due: date) -> Facts:
    words = table.words("action")
    action = Action(by=due, texts={each: words.in_language(each) for each in LANGUAGES})
    product = table.values.get("product")
    flaw = Vulnerability(cve=CVE, vector=VECTOR, exploited=Exploited.YES)
    return Facts(
        severity=Severity(table.text("severity")),
        actions=(action,),
        products=(Product.model_validate(product),) if product else (),
        vulnerabilities=(flaw,) if product else (),
    )
