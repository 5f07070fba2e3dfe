"""The full-text index behind the search of structures, in each database's own way.

PostgreSQL: a GIN index on the words of `search_text`, written at once (a list of pending
entries would slow every search after an import). SQLite: an FTS5 table without content,
kept in step by triggers, and a table that gives each structure the integer FTS5 needs (the
hidden rowid of a table keyed by UUID changes on VACUUM).

Django rebuilds a SQLite table to alter a column, and a rebuilt table loses its triggers: a
later migration that alters `directory_structure` must make them again.
"""

from django.db import migrations

POSTGRESQL_FORWARDS = [
    """
    CREATE INDEX directory_structure_search ON directory_structure
    USING gin (array_to_tsvector(string_to_array(search_text, ' '))) WITH (fastupdate = off)
    """,
]
POSTGRESQL_BACKWARDS = ["DROP INDEX directory_structure_search"]

SQLITE_FORWARDS = [
    """
    CREATE TABLE directory_structure_searchrow (
        rowid INTEGER PRIMARY KEY,
        structure_id CHAR(32) NOT NULL UNIQUE
    )
    """,
    """
    CREATE VIRTUAL TABLE directory_structure_search USING fts5(
        search_text, content='', detail='none', prefix='1 2 3', tokenize='ascii'
    )
    """,
    """
    CREATE TRIGGER directory_structure_search_insert AFTER INSERT ON directory_structure
    BEGIN
        INSERT INTO directory_structure_searchrow (structure_id) VALUES (NEW.id);
        INSERT INTO directory_structure_search (rowid, search_text)
        SELECT rowid, NEW.search_text
        FROM directory_structure_searchrow WHERE structure_id = NEW.id;
    END
    """,
    """
    CREATE TRIGGER directory_structure_search_update
    AFTER UPDATE OF search_text ON directory_structure
    WHEN OLD.search_text <> NEW.search_text
    BEGIN
        INSERT INTO directory_structure_search (directory_structure_search, rowid, search_text)
        SELECT 'delete', rowid, OLD.search_text
        FROM directory_structure_searchrow WHERE structure_id = OLD.id;
        INSERT INTO directory_structure_search (rowid, search_text)
        SELECT rowid, NEW.search_text
        FROM directory_structure_searchrow WHERE structure_id = NEW.id;
    END
    """,
    """
    CREATE TRIGGER directory_structure_search_delete AFTER DELETE ON directory_structure
    BEGIN
        INSERT INTO directory_structure_search (directory_structure_search, rowid, search_text)
        SELECT 'delete', rowid, OLD.search_text
        FROM directory_structure_searchrow WHERE structure_id = OLD.id;
        DELETE FROM directory_structure_searchrow WHERE structure_id = OLD.id;
    END
    """,
    "INSERT INTO directory_structure_searchrow (structure_id) SELECT id FROM directory_structure",
    """
    INSERT INTO directory_structure_search (rowid, search_text)
    SELECT k.rowid, s.search_text
    FROM directory_structure s JOIN directory_structure_searchrow k ON k.structure_id = s.id
    """,
]
SQLITE_BACKWARDS = [
    "DROP TRIGGER directory_structure_search_insert",
    "DROP TRIGGER directory_structure_search_update",
    "DROP TRIGGER directory_structure_search_delete",
    "DROP TABLE directory_structure_search",
    "DROP TABLE directory_structure_searchrow",
]


def make_index(apps, schema_editor):
    """Make the index and fill it from the rows already there."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE_FORWARDS if sqlite else POSTGRESQL_FORWARDS:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    """Remove all that `make_index` made."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE_BACKWARDS if sqlite else POSTGRESQL_BACKWARDS:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [migrations.RunPython(make_index, drop_index)]
