"""The telephone number of a structure, added without making its table again.

Django rebuilds a SQLite table to add such a column, and a rebuilt table loses the triggers that
keep the search in step (see 0002). Both databases add it at once when it has a default.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_search_index")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE directory_structure ADD COLUMN phone varchar(20) DEFAULT '' NOT NULL",
            "ALTER TABLE directory_structure DROP COLUMN phone",
            state_operations=[
                migrations.AddField(
                    "structure",
                    "phone",
                    models.CharField(
                        "telephone", max_length=20, blank=True, default="", db_default=""
                    ),
                )
            ],
        )
    ]
