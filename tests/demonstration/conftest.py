"""The demonstration, made once for all its tests of a worker: it takes a while."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="package")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - needed
    """Run `vigie demo` in a transaction that is undone when the last test has read it."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(VIGIE_DEMO=True):
        call_command("demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)
