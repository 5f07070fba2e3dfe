"""Bulletins, written and published."""

from datetime import date
from typing import Any

from tests.factories import cases
from tests.factories.articles import texts
from vigie.accounts.enums import Role
from vigie.core.ids import new_id
from vigie.publishing.enums import Kind
from vigie.publishing.models import Article
from vigie.watch import services
from vigie.watch.enums import Exploited, Severity
from vigie.watch.facts import Action, Facts, Product, Vulnerability

VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


def facts(**given: Any) -> Facts:
    """Return the facts of a vulnerability that is being exploited."""
    known: dict[str, Any] = {
        "severity": Severity.CRITICAL,
        "products": (
            Product(vendor="Éditeur", name="Passerelle", affected="1.0 to 1.4", fixed="1.5"),
        ),
        "vulnerabilities": (
            Vulnerability(cve="CVE-2024-12345", vector=VECTOR, exploited=Exploited.YES),
        ),
        "actions": (
            Action(
                by=date(2026, 12, 1),
                texts={"fr": "Mettre à jour", "en": "Update", "es": "Actualizar"},
            ),
        ),
        "references": ("https://vendor.example/advisory",),
    }
    return Facts(**{**known, **given})


def written(
    *languages: str,
    kind: Kind = Kind.VULNERABILITY,
    slug: str = "",
    realm: str = "demo",
    **given: Any,
) -> Article:
    """Return a draft in these languages; in all three without any. `given`: of its facts too."""
    actor = given.pop("actor", None) or cases.person(name="Wri Ter")
    words = given.pop("texts", None) or texts(*languages)
    return services.write_bulletin(
        kind,
        slug or f"bulletin-{new_id().hex}",
        words,
        facts(**given),
        realm=realm,
        actor=actor,
    )


def published(*languages: str, **given: Any) -> Article:
    """Return a bulletin that a second person published."""
    at = given.pop("at", None)
    article = written(*languages, **given)
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    return services.publish(article, revision=article.revision, actor=lead, at=at)
