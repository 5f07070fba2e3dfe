"""What the front's database user may do on PostgreSQL, and nothing more.

A thief who takes the front process gets ciphertext for declarants and may add declarations.
He reads none: reception needs no SELECT on what it writes, since keys are made in Python.

Nor any session: the front has none of its own, and the key of an analyst's session is all it
takes to enter the desk as that analyst.
"""

from collections.abc import Iterable

from django.apps import apps
from psycopg import sql

DECLARANTS_READ = (
    "declarations.Receipt",
    "declarations.ReceiptDocument",
    "declarations.Clock",
    # Sizes, states and ciphertext: nothing here opens without the receipt code.
    "declarations.SealedFile",
    "declarations.SealedPart",
    "declarations.Attachment",
)
WRITTEN_BLIND = (
    "declarations.Declaration",
    "declarations.Report",
    "declarations.SealedSection",
    "core.JournalEntry",
    "core.OutboxMessage",
)
THROTTLE = ("core.FailedAttempt",)
PUBLIC_APPS = ("directory",)


def front_grants_sql(user: str) -> list[str]:
    """Return the statements that give `user` the front's rights, all others being taken."""
    role = _quoted(user)
    public = [
        model._meta.label for app in PUBLIC_APPS for model in apps.get_app_config(app).get_models()
    ]
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT ON {_tables(public)} TO {role}",
        f"GRANT SELECT, INSERT ON {_tables([*DECLARANTS_READ, *THROTTLE])} TO {role}",
        f"GRANT INSERT ON {_tables(WRITTEN_BLIND)} TO {role}",
    ]


def _tables(labels: Iterable[str]) -> str:
    models = [apps.get_model(label) for label in labels]
    return ", ".join(_quoted(model._meta.db_table) for model in models)


def _quoted(name: str) -> str:
    return sql.Identifier(name).as_string()
