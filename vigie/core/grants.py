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
    "declarations.ReceiptMessage",
    "declarations.SeenByDeclarant",
)
WRITTEN_BLIND = (
    "declarations.Declaration",
    "declarations.Report",
    "declarations.SealedSection",
    "declarations.Message",
    "core.JournalEntry",
    "core.OutboxMessage",
)
# Of what the desk alone writes, the columns that the declarant is told: not who read it.
COLUMNS_READ = {"declarations.ReadAtDesk": ("message", "read_at")}
# What the desk shows to declarants, and what they answer.
SHOWN = ("declarations.SharedWith", "declarations.SupportShown")
ANSWERS = ("declarations.SupportReply",)
THROTTLE = ("core.FailedAttempt",)
# Of articles, what was published: drafts and earlier versions are on tables of the desk.
PUBLISHED = (
    "publishing.PublishedArticle",
    "publishing.PublishedText",
    "watch.PublishedBulletin",
)
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
        f"GRANT SELECT ON {_tables([*public, *SHOWN, *PUBLISHED])} TO {role}",
        f"GRANT SELECT, INSERT ON {_tables([*DECLARANTS_READ, *ANSWERS, *THROTTLE])} TO {role}",
        f"GRANT INSERT ON {_tables(WRITTEN_BLIND)} TO {role}",
        *(
            f"GRANT SELECT ({_columns(label, fields)}) ON {_tables([label])} TO {role}"
            for label, fields in COLUMNS_READ.items()
        ),
    ]


def _tables(labels: Iterable[str]) -> str:
    models = [apps.get_model(label) for label in labels]
    return ", ".join(_quoted(model._meta.db_table) for model in models)


def _columns(label: str, fields: Iterable[str]) -> str:
    meta = apps.get_model(label)._meta
    return ", ".join(_quoted(meta.get_field(field).column) for field in fields)


def _quoted(name: str) -> str:
    return sql.Identifier(name).as_string()
