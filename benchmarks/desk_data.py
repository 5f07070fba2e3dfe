"""Declarations that wait and cases, as many as wanted, for the measures of the desk."""

import random
import uuid
from datetime import datetime, timedelta
from itertools import count

from vigie.accounts.models import User
from vigie.core.ids import first_id_at
from vigie.declarations.enums import Author
from vigie.declarations.models import Declaration, Message, ReadAtDesk
from vigie.incidents.models import Incident, IncidentDeclaration, Qualification
from vigie.taxonomy import terms
from vigie.taxonomy.companies import company_key

REALM = "live"
# Random references would meet among so many.
NUMBERS = count()
# Most declarations come from few regions, as in any country.
REGIONS = [code for rank, code in enumerate(terms.scheme("region").codes) for _ in range(20 - rank)]
KINDS = terms.scheme("incident_kind").codes
DANGERS = ("none",) * 6 + ("unknown", "potential", "potential", "proven")
TOWNS = ("Rennes", "Brest", "Annecy", "Lyon", "Lille", "Saint-Malo", "Dax", "Nice")
PROVIDERS = [f"Nébulis {rank} SAS" for rank in range(50)]
BATCH = 2_000
# Of a UUIDv7, what is not its moment.
RANDOM_BITS = 80


def declarations(number: int, now: datetime, rng: random.Random) -> list[Declaration]:
    """Write as many declarations, of the last three months."""
    return Declaration.objects.bulk_create(
        (
            a_declaration(now - timedelta(minutes=rng.randrange(130_000)), rng)
            for _ in range(number)
        ),
        batch_size=BATCH,
    )


def key_of(moment: datetime, rng: random.Random) -> uuid.UUID:
    """Return a key as one made at that moment: what is looked for lately is looked for by key."""
    return uuid.UUID(int=first_id_at(moment).int + rng.getrandbits(RANDOM_BITS))


def a_declaration(received_at: datetime, rng: random.Random) -> Declaration:
    """Return one of them, one of five with a provider at its origin."""
    late = rng.random()
    provider = rng.choice(PROVIDERS) if rng.random() < 0.2 else ""
    return Declaration(
        id=key_of(received_at, rng),
        reference=f"VIG-{next(NUMBERS)}",
        realm=REALM,
        received_at=received_at,
        structure_name=f"Centre hospitalier n° {rng.randrange(5_000)}",
        structure_town=rng.choice(TOWNS),
        region=rng.choice(REGIONS),
        kind=rng.choice(KINDS),
        endangerment=rng.choice(DANGERS),
        care_impact=rng.choice(("none", "degraded", "interrupted", "unknown")),
        provider=provider,
        provider_key=company_key(provider),
        help_wanted=rng.choice(("none", "none", "advice", "on_site")),
        help_urgency=rng.choice(("none", "today", "immediate")),
        late_since=received_at + timedelta(days=3) if late < 0.1 else None,
        next_due_at=received_at + timedelta(days=30) if late > 0.5 else None,
    )


def messages(number: int, now: datetime, rng: random.Random) -> None:
    """Write as many messages of declarants, to the newest declarations; one of fifty is unread."""
    written = Declaration.objects.order_by("-id").values_list("pk", flat=True)[:number]
    sent = Message.objects.bulk_create(
        (
            Message(
                declaration_id=key,
                author=Author.DECLARANT,
                sent_at=now,
                language="fr",
                ciphertext=b"sealed",
            )
            for key in written
        ),
        batch_size=BATCH,
    )
    ReadAtDesk.objects.bulk_create(
        (ReadAtDesk(message=each, read_at=now) for each in sent if rng.random() > 0.02),
        batch_size=BATCH,
    )
    Message.objects.filter(unread=True, reading__isnull=False).update(unread=False)


def cases(
    number: int, now: datetime, rng: random.Random, people: list[User], *, closed: bool = False
) -> None:
    """Write as many cases of a declaration each, half of them qualified."""
    gathered = declarations(number, now, rng)
    incidents = Incident.objects.bulk_create(
        (
            Incident(
                id=key_of(each.received_at, rng),
                reference=f"INC-{next(NUMBERS)}",
                realm=REALM,
                opened_at=each.received_at,
                closed_at=each.received_at + timedelta(days=9) if closed else None,
                lead=rng.choice(people),
                summary="Servers encrypted overnight",
                kind=each.kind,
            )
            for each in gathered
        ),
        batch_size=BATCH,
    )
    IncidentDeclaration.objects.bulk_create(
        (
            IncidentDeclaration(incident=case, declaration=each, taken_at=each.received_at)
            for case, each in zip(incidents, gathered, strict=True)
        ),
        batch_size=BATCH,
    )
    Declaration.objects.filter(incident_link__isnull=False, taken_at=None).update(taken_at=now)
    Qualification.objects.bulk_create(
        (a_qualification(case, rng) for case in incidents if closed or rng.random() < 0.5),
        batch_size=BATCH,
    )


def a_qualification(case: Incident, rng: random.Random) -> Qualification:
    """Return the reading of a case."""
    return Qualification(
        incident=case,
        qualified_at=case.opened_at,
        in_scope=True,
        origin="malicious",
        kind=case.kind,
        care_impact=rng.choice(("none", "degraded", "interrupted")),
        endangerment=rng.choice(DANGERS),
        data_availability="yes",
        data_integrity="no",
        data_confidentiality="no",
        severity=rng.choice(("minor", "moderate", "major", "critical")),
    )
