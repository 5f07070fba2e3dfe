"""Whatever stands in any text of the tables that facts are pulled from, none of it enters one."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import CharField, JSONField, Model, TextField
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import cases, notices
from vigie.declarations.models import Clock, Declaration, Receipt
from vigie.directory.models import Structure
from vigie.incidents import services
from vigie.incidents.models import Incident, Notice, Qualification, SupportRequest
from vigie.observatory import snapshots
from vigie.observatory.facts import RELATIONS

pytestmark = pytest.mark.django_db
MODELS: tuple[type[Model], ...] = (
    Declaration,
    Structure,
    Receipt,
    Clock,
    Incident,
    Qualification,
    SupportRequest,
    Notice,
)
# No code holds it, nor a pseudonym.
MARK = "Zq"
# By these rows are chosen; and a refusal goes with a state.
KEPT = {(Notice, "state"), (SupportRequest, "refusal")}
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40).map(
    MARK.__add__
)


def text_fields(model: type[Model]) -> Iterator[tuple[str, int | None]]:
    for field in model._meta.concrete_fields:
        if field.name == "realm" or (model, field.name) in KEPT or field.choices:
            continue
        if isinstance(field, CharField | TextField):
            yield field.name, field.max_length


def overwrite(text: str) -> None:
    for model in MODELS:
        columns: dict[str, Any] = {name: text[:length] for name, length in text_fields(model)}
        for field in model._meta.concrete_fields:
            if isinstance(field, JSONField):
                columns[field.name] = [text]
        assert model._default_manager.update(**columns) >= 1, model


def a_case_with_everything() -> None:
    receipt = notices.declared(region="53", provider="Nébulis")
    # Clocks of one receipt differ by their codes, which are about to be one.
    receipt.clocks.exclude(pk=receipt.clocks.values("pk")[:1]).delete()
    incident = notices.case_of(receipt)
    services.qualify(incident, cases.values(), revision=None, actor=None)
    notices.told(incident)
    declaration = Declaration.objects.get()
    asked_at = declaration.received_at
    SupportRequest.objects.create(
        incident=incident,
        declaration=declaration,
        kind="advice",
        asked_at=asked_at,
        answered_at=asked_at + timedelta(hours=1),
    )


@pytest.mark.parametrize("listed", [True, False], ids=["of the directory", "typed"])
def test_no_text_of_any_table_enters_a_snapshot(listed: bool) -> None:
    a_case_with_everything()
    if not listed:
        Declaration.objects.update(structure=None)

    @settings(max_examples=20)
    @given(text=TEXTS)
    def holds(text: str) -> None:
        overwrite(text)
        with snapshots.fresh("live") as snapshot, snapshot.open() as connection:
            for name in RELATIONS:
                rows = connection.table(name).fetchall()
                assert rows, name
                assert MARK not in str(rows), name
            for file in snapshot.path.rglob("*.parquet"):
                assert MARK.encode() not in file.read_bytes()

    holds()
