"""The measured jobs, each beside its floor. Run one with `python -m benchmarks.<name>`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigie.config.settings.test")
django.setup()
