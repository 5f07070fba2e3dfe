"""Triggers that refuse to change or remove what the journal holds."""

from django.db import migrations

TABLES = ("core_journalentry", "core_journallink", "core_journalcheckpoint")

POSTGRESQL_FUNCTION = """
CREATE FUNCTION core_journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % on % refused', TG_OP, TG_TABLE_NAME;
END $$
"""
POSTGRESQL_TRIGGERS = (
    """
    CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION core_journal_is_append_only()
    """,
    """
    CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION core_journal_is_append_only()
    """,
)
SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only: UPDATE refused'); END
    """,
    """
    CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only: DELETE refused'); END
    """,
    # INSERT OR REPLACE removes the old row without firing the trigger above.
    """
    CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only: REPLACE refused'); END
    """,
)
SAME_ROW = {
    "core_journalentry": "id = NEW.id",
    "core_journallink": "position = NEW.position OR entry = NEW.entry",
    "core_journalcheckpoint": "position = NEW.position",
}


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
        triggers = POSTGRESQL_TRIGGERS
    else:
        triggers = SQLITE_TRIGGERS
    for table in TABLES:
        for trigger in triggers:
            schema_editor.execute(trigger.format(table=table, same=SAME_ROW[table]), params=None)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION core_journal_is_append_only() CASCADE")
        return
    for table in TABLES:
        for refused in ("update", "delete", "replace"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{refused}")


class Migration(migrations.Migration):

    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
