"""The pages of a case, in the order of its tabs."""

from django.utils.translation import gettext_lazy as _

# Routes that take the case's reference, and what their tab says.
TABS = (
    ("desk:case", _("Qualification")),
    ("desk:case_declarations", _("Declarations")),
    ("desk:case_messages", _("Messages")),
    ("desk:support", _("Support")),
    ("desk:tasks", _("Tasks")),
    ("desk:timeline", _("Notes and timeline")),
    ("desk:case_files", _("Files")),
    ("desk:indicators", _("Indicators")),
    ("desk:case_notices", _("Authorities")),
    ("desk:case_related", _("Related cases")),
)
