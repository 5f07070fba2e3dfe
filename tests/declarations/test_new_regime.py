"""A new law, or a changed delay, is a data file: no code."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from tests.factories.declarations import DETECTED, RECEIVED, facts, submission
from tests.surfaces.portal.pages import declare, page, text
from vigie.core import codes
from vigie.declarations.models import Clock
from vigie.declarations.services import receive

pytestmark = pytest.mark.django_db

NEW_LAW = """
name = "new-law-7"
version = "1.0"
date = 2026-01-01
source = "A law of tomorrow, article 7"
url = "https://www.legifrance.gouv.fr/"

[regime]
status = "in_force"
valid_from = 2026-01-01
recipient = "ars"
citation = "Loi de demain, art. 7"
label.fr = "Alerte de demain"
label.en = "Tomorrow’s alert"
label.es = "Alerta de mañana"
summary.fr = "Sous 5 heures."
summary.en = "Within 5 hours."
summary.es = "En 5 horas."

[regime.who]
bound = ["health_establishment", "unknown"]

[[triggers]]
code = "care"
when = { fact = "care_impact", in = ["degraded", "interrupted"] }
because.fr = "les soins sont dégradés"
because.en = "care is degraded, says tomorrow’s law"
because.es = "la atención está degradada"
because_maybe.fr = "les soins sont peut-être dégradés"
because_maybe.en = "care may be degraded"
because_maybe.es = "la atención puede estar degradada"

[[stages]]
code = "notification"
clock = "detection"
delay = "PT5H"

[[stages]]
code = "final"
clock = "previous"
delay = "P2M"
"""


def test_the_receipt_shows_what_a_new_data_file_asks(regimes_folder: Path) -> None:
    (regimes_folder / "new-law-7.toml").write_text(NEW_LAW, encoding="utf-8")
    declarant = Client()
    declare(declarant)

    shown = text(declarant.get(page("receipt")))

    assert "Tomorrow’s alert" in shown
    assert "Care is degraded, says tomorrow’s law" in shown
    assert Clock.objects.get(regime="new-law-7", stage="final").waits_for == "notification"


def test_a_delay_changed_in_its_data_file_is_the_delay(regimes_folder: Path) -> None:
    path = regimes_folder / "gdpr-33.toml"
    changed = path.read_text(encoding="utf-8").replace('delay = "PT72H"', 'delay = "PT48H"')
    path.write_text(changed, encoding="utf-8")

    receive(
        submission(facts=facts(data_confidentiality="yes")),
        code=codes.new_code(),
        realm="live",
        received_at=RECEIVED,
    )

    assert Clock.objects.get(regime="gdpr-33").due_at == DETECTED + timedelta(hours=48)


def test_a_regime_whose_file_is_gone_breaks_no_page(regimes_folder: Path) -> None:
    declarant = Client()
    declare(declarant)
    Clock.objects.filter(regime="csp-l1111-8-2").update(regime="gone")
    assert regimes_folder.exists()

    assert declarant.get(page("receipt")).status_code == 200
