"""Migrations: named by hand, and each can be undone."""

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration

from tests.codebase.tree import PACKAGE


def ours() -> dict[str, Migration]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    labels = {folder.parent.name for folder in PACKAGE.rglob("migrations")}
    return {
        f"{app}.{title}": migration
        for (app, title), migration in loader.disk_migrations.items()
        if app in labels
    }


def test_every_migration_says_what_it_does() -> None:
    assert [title for title in ours() if "_auto_" in title] == []


def test_every_migration_can_be_undone() -> None:
    stuck = [
        f"{title}: {operation.describe()}"
        for title, migration in ours().items()
        for operation in migration.operations
        if not operation.reversible
    ]
    assert stuck == []
