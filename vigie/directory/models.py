"""Health and medico-social structures, as the national directories list them."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.directory.fields import SearchTextField


class Structure(models.Model):
    """One establishment of the directory (an EGE in FINESS's words), open or closed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finess = models.CharField(_("FINESS number"), max_length=9, unique=True)
    legal_entity_finess = models.CharField(_("legal entity"), max_length=9, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=250)
    # Short name and complement, where the directory gives more than one.
    other_names = models.CharField(_("other names"), max_length=250, blank=True)
    # Codes of the schemes structure_category, structure_kind, legal_status, region.
    category = models.CharField(_("category"), max_length=10, blank=True)
    kind = models.CharField(_("kind"), max_length=30, db_index=True)
    legal_status = models.CharField(_("legal status"), max_length=30)
    region = models.CharField(_("region"), max_length=3, blank=True, db_index=True)
    department = models.CharField(_("department"), max_length=3, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    # As one dials it: see `cells.phone`. The database has its default too, so that the column is
    # added without the table being made again, which would lose its triggers on SQLite.
    phone = models.CharField(_("telephone"), max_length=20, blank=True, default="", db_default="")
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=40)
    synthetic = models.BooleanField(_("synthetic"), default=False)
    # What the structure is found by: see vigie.directory.words.
    search_text = SearchTextField(editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("structure")
        verbose_name_plural = _("structures")
        indexes: ClassVar = [models.Index(fields=["kind", "region"], name="structure_kind_region")]

    def __str__(self) -> str:
        return f"{self.name} ({self.finess})"

    @property
    def is_open(self) -> bool:
        """Whether it is open today."""
        return self.closed_on is None or self.closed_on > timezone.localdate()
