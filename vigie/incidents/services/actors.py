"""How the journal names who acted."""

from vigie.accounts.models import User


def journal_name(actor: User | None) -> str:
    """Return the journal's name of a person: a key, never an address. None is Vigie itself."""
    return f"user:{actor.pk}" if actor else "system"
