"""How the duty is woken: whom, through what, after how long."""

import os

from vigie.config.settings.secret import read_secret
from vigie.config.wakers import desk_url, gateway, minutes, post_address

# Where the links of messages lead; empty: the first of VIGIE_HOSTS.
VIGIE_DESK_URL = desk_url(os.environ.get("VIGIE_DESK_URL", ""), os.environ.get("VIGIE_HOSTS", ""))
# The team's own mailbox: told of every declaration.
VIGIE_DUTY_EMAIL = os.environ.get("VIGIE_DUTY_EMAIL", "")
# How long a page waits for an answer before it climbs the roster.
VIGIE_DUTY_MINUTES = minutes("VIGIE_DUTY_MINUTES", default=10)

VIGIE_DUTY_WEBHOOK_URL = post_address("VIGIE_DUTY_WEBHOOK_URL")
VIGIE_DUTY_WEBHOOK_SECRET = read_secret("VIGIE_DUTY_WEBHOOK_SECRET")
VIGIE_SMS = gateway("sms")
VIGIE_VOICE = gateway("voice")
