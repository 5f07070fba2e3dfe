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

# Pages that belong to a tab without being it.
WITHIN = {
    "desk:task": "desk:tasks",
    "desk:task_new": "desk:tasks",
    "desk:task_open": "desk:tasks",
    "desk:task_drop": "desk:tasks",
    "desk:tasks_open": "desk:tasks",
    "desk:playbook_apply": "desk:tasks",
    "desk:timeline_open": "desk:timeline",
    "desk:case_files_names": "desk:case_files",
    "desk:indicators_open": "desk:indicators",
    "desk:indicators_search": "desk:indicators",
    "desk:indicators_keep": "desk:indicators",
    "desk:indicators_change": "desk:indicators",
}
