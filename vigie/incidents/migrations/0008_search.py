"""The desk's full-text search: its entries, and the index behind them on each database.

PostgreSQL: a GIN index on the words, written at once. SQLite: an FTS5 table without content, kept
in step by triggers. Entries are made by the worker, within a minute of the migration.

Django rebuilds a SQLite table to alter a column, and a rebuilt table loses its triggers: a later
migration that alters `incidents_searchentry` must make them again.
"""

import django.db.models.deletion
from django.db import migrations, models

import vigie.core.realm
import vigie.incidents.models.search

POSTGRESQL_FORWARDS = [
    """
    CREATE INDEX incidents_searchentry_words ON incidents_searchentry
    USING gin (array_to_tsvector(string_to_array(text, ' '))) WITH (fastupdate = off)
    """,
]
POSTGRESQL_BACKWARDS = ["DROP INDEX incidents_searchentry_words"]
SQLITE_FORWARDS = [
    """
    CREATE VIRTUAL TABLE incidents_searchentry_words USING fts5(
        text, content='', detail='none', prefix='2 3', tokenize='ascii'
    )
    """,
    """
    CREATE TRIGGER incidents_searchentry_words_insert AFTER INSERT ON incidents_searchentry
    BEGIN
        INSERT INTO incidents_searchentry_words (rowid, text) VALUES (NEW.id, NEW.text);
    END
    """,
    """
    CREATE TRIGGER incidents_searchentry_words_update
    AFTER UPDATE OF text ON incidents_searchentry WHEN OLD.text <> NEW.text
    BEGIN
        INSERT INTO incidents_searchentry_words (incidents_searchentry_words, rowid, text)
        VALUES ('delete', OLD.id, OLD.text);
        INSERT INTO incidents_searchentry_words (rowid, text) VALUES (NEW.id, NEW.text);
    END
    """,
    """
    CREATE TRIGGER incidents_searchentry_words_delete AFTER DELETE ON incidents_searchentry
    BEGIN
        INSERT INTO incidents_searchentry_words (incidents_searchentry_words, rowid, text)
        VALUES ('delete', OLD.id, OLD.text);
    END
    """,
]
SQLITE_BACKWARDS = [
    "DROP TRIGGER incidents_searchentry_words_insert",
    "DROP TRIGGER incidents_searchentry_words_update",
    "DROP TRIGGER incidents_searchentry_words_delete",
    "DROP TABLE incidents_searchentry_words",
]


def make_index(apps, schema_editor):
    """Make the index of the words."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE_FORWARDS if sqlite else POSTGRESQL_FORWARDS:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    """Remove all that `make_index` made."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE_BACKWARDS if sqlite else POSTGRESQL_BACKWARDS:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('declarations', '0010_clocks_of_before'),
        ('incidents', '0007_grouping'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('realm', vigie.core.realm.RealmField(db_index=True, max_length=50, validators=[vigie.core.realm.validate_realm], verbose_name='realm')),
                ('at', models.DateTimeField()),
                ('in_case', models.BooleanField(default=False)),
                ('kind', models.CharField(max_length=40)),
                ('text', vigie.incidents.models.search.WordsField()),
                ('declaration', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_entry', to='declarations.declaration')),
                ('incident', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_entry', to='incidents.incident')),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'indexes': [models.Index(fields=['realm', '-at', '-id'], name='search_entry_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('declaration__isnull', True), ('incident__isnull', True), _connector='XOR'), name='search_entry_of_one_thing')],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
