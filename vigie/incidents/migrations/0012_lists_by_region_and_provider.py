"""Cases are listed by region and by provider from columns of theirs, filled for those there are."""

from collections import defaultdict

from django.db import migrations, models

MANY = 500


def fill(apps, schema_editor):
    """Say of each case where its declarations come from, and which provider it is about."""
    incidents = apps.get_model("incidents", "Incident").objects
    links = apps.get_model("incidents", "IncidentDeclaration").objects
    qualified = set(
        apps.get_model("incidents", "Qualification").objects.values_list("incident_id", flat=True)
    )
    regions, providers = defaultdict(set), {}
    for key, region, provider in (
        links.order_by("declaration__received_at", "declaration_id")
        .values_list("incident_id", "declaration__region", "declaration__provider_key")
        .iterator()
    ):
        if region:
            regions[key].add(region)
        if provider and key not in qualified:
            providers.setdefault(key, provider)
    same = defaultdict(list)
    for key, codes in regions.items():
        same[f" {' '.join(sorted(codes))} " if len(codes) > 1 else min(codes)].append(key)
    write(incidents, "regions", same)
    same = defaultdict(list)
    for key, provider in providers.items():
        same[provider].append(key)
    write(incidents, "listed_provider", same)
    incidents.filter(qualification__isnull=False).update(listed_provider=models.F("provider_key"))


def write(incidents, column, same):
    for value, keys in same.items():
        for start in range(0, len(keys), MANY):
            incidents.filter(pk__in=keys[start : start + MANY]).update(**{column: value})


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0011_notes_and_indicators'),
        ('declarations', '0012_shared_with'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='incident',
            name='incident_closed',
        ),
        migrations.AddField(
            model_name='incident',
            name='listed_provider',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='incident',
            name='regions',
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name='savedfilter',
            name='provider',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['realm', 'regions', 'gravity', 'lateness', 'opened_at', 'id'], name='incident_open_regions'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', True), models.Q(('listed_provider', ''), _negated=True)), fields=['realm', 'listed_provider', 'gravity', 'lateness', 'opened_at', 'id'], name='incident_open_provider'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['realm', 'lateness', 'id'], name='incident_open_late'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', False), ('merged_into__isnull', True)), fields=['realm', '-closed_at', '-id'], name='incident_closed'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', False), ('merged_into__isnull', True)), fields=['realm', 'kind', '-closed_at', '-id'], name='incident_closed_kind'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', False), ('merged_into__isnull', True)), fields=['realm', 'regions', '-closed_at', '-id'], name='incident_closed_regions'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', False), ('merged_into__isnull', True), models.Q(('listed_provider', ''), _negated=True)), fields=['realm', 'listed_provider', '-closed_at', '-id'], name='incident_closed_provider'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('regions__startswith', ' ')), fields=['realm', 'id'], name='incident_of_several_regions'),
        ),
        # Last: PostgreSQL makes no index of a table that this transaction has written.
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
