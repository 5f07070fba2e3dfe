"""Which static files are served: ours, htmx, and of the design system what its stylesheet uses.

The design system ships 17 MB in 1,600 files, emblems of the State among them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.core.files.storage import Storage

HTMX = "django_htmx/htmx-2.min.js"
STYLESHEET = "dsfr/dist/dsfr.main.min.css"
REFERENCE = re.compile(r"""url\((?!["']?data:)["']?([^"')?#]+)""")


class NeededFilesFinder(AppDirectoriesFinder):
    """Lists the static files of our applications, and the few of others that our pages use."""

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        """Yield the files to collect, each with the storage it lies in."""
        needed = design_system_files() | {HTMX}
        for path, storage in super().list(ignore_patterns):
            if path in needed or Path(storage.path(path)).is_relative_to(settings.PACKAGE_DIR):
                yield path, storage


def design_system_files() -> frozenset[str]:
    """Return the design system's stylesheet and all that it refers to."""
    root = Path(apps.get_app_config("dsfr").path, "static")
    stylesheet = root / STYLESHEET
    references = REFERENCE.findall(stylesheet.read_text(encoding="utf-8"))
    folder = Path(STYLESHEET).parent
    return frozenset({STYLESHEET, *(str(folder / reference) for reference in references)})
