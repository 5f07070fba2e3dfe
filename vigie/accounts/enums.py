"""Roles of the people who sign in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person signed in is for. One role a person; see docs/glossary.md."""

    ANALYST = "analyst", _("Analyst")
    DUTY_LEAD = "duty_lead", _("Duty lead")
    AUTHORITY = "authority", _("Authority's officer")
    STATISTICIAN = "statistician", _("Statistician")
    ADMINISTRATOR = "administrator", _("Administrator")


class ChangeKind(models.TextChoices):
    """What may be asked for an account; a second person decides."""

    INVITATION = "invitation", _("New account")
    # A new link to choose a password; the second factors are taken off, the sessions ended.
    RECOVERY = "recovery", _("Recovery")
    ROLE = "role", _("Another role")


class Scope(models.TextChoices):
    """What a token of the API may read."""

    INCIDENTS = "incidents:read", _("Incidents")
    SUPPORT = "support:read", _("Support")
    INDICATORS = "indicators:read", _("Indicators")
