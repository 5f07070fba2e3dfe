"""How far the webhooks that administrators subscribe may go."""

from vigie.config.reach import networks, readable_file

# Networks that are not of the Internet and that may be posted to all the same.
VIGIE_WEBHOOKS_MAY_REACH = networks("VIGIE_WEBHOOKS_MAY_REACH")
# A file of certificate authorities trusted beside the usual ones, for receivers inside.
VIGIE_WEBHOOKS_CA_FILE = readable_file("VIGIE_WEBHOOKS_CA_FILE")
