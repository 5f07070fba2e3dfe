"""Whatever hangs on a case says whether it follows when cases are merged or split."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey, UniqueConstraint

from vigie.incidents.models import Incident
from vigie.incidents.services import FOLLOWING, STAYING


def hanging() -> dict[str, type]:
    """Return the foreign keys to a case, as `app.Model.field`, with their models."""
    return {
        f"{model._meta.label}.{field.name}": model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is Incident
    }


def test_every_foreign_key_to_a_case_is_declared_to_follow_or_to_stay() -> None:
    follows = {f"{each.model}.{each.field}" for each in FOLLOWING}
    assert follows & set(STAYING) == set()
    assert follows | set(STAYING) == set(hanging())


def test_no_table_of_pairs_holds_cases() -> None:
    assert Incident._meta.many_to_many == ()
    assert [each.name for each in Incident._meta.related_objects if each.many_to_many] == []


def test_what_stays_says_why() -> None:
    assert all(STAYING.values())


@pytest.mark.parametrize("following", FOLLOWING, ids=lambda each: each.model)
def test_what_is_unique_within_a_case_is_declared_so(following: object) -> None:
    model = apps.get_model(following.model)  # type: ignore[attr-defined]
    field = model._meta.get_field(following.field)  # type: ignore[attr-defined]
    assert not field.unique, "one row a case stays with it"
    unique = [
        set(constraint.fields) - {field.name}
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and field.name in constraint.fields
    ]
    assert unique in ([], [set(following.once_by)])  # type: ignore[attr-defined]


@pytest.mark.parametrize("following", FOLLOWING, ids=lambda each: each.model)
def test_what_hangs_by_a_declaration_too_is_declared_so(following: object) -> None:
    model = apps.get_model(following.model)  # type: ignore[attr-defined]
    by_declaration = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.related_model._meta.label == "declarations.Declaration"
    ]
    assert by_declaration in ([], [following.declaration])  # type: ignore[attr-defined]
