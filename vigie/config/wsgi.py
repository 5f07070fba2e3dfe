"""The WSGI application that granian serves."""

import gc

from django.core.wsgi import get_wsgi_application

from vigie.config.mode import choose_settings

choose_settings()
application = get_wsgi_application()

# Its models can be imported only now that Django is set up.
from vigie.config import demo_guard  # noqa: E402

demo_guard.refuse_over_live_data()

# What is loaded by now stays: looking through it for garbage costs 13 ms, every few requests.
gc.collect()
gc.freeze()
