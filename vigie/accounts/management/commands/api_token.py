"""`vigie api_token`: how a program comes to read the desk's data, and no more."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vigie.accounts.enums import Scope
from vigie.accounts.models import ApiToken, User
from vigie.accounts.services import CannotMake, make_token, revoke_token

ACTOR = "command"


class Command(BaseCommand):
    """Makes, lists and takes back tokens of the API."""

    help = "Make, list or revoke the tokens with which programs read incidents."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what is to be done."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        make = verbs.add_parser("make", help="make a token and show its secret, once")
        make.add_argument("name", help="what the program is called")
        make.add_argument("--owner", required=True, help="e-mail of the person whose sight it has")
        make.add_argument("--scope", action="append", required=True, choices=Scope.values)
        make.add_argument("--days", type=int, default=90, help="how long it lasts: 365 at most")
        verbs.add_parser("list", help="list the tokens, without their secrets")
        revoke = verbs.add_parser("revoke", help="take a token back")
        revoke.add_argument("prefix", help="twelve characters, as the list shows them")

    def handle(self, **options: Any) -> None:
        """Do it."""
        {"make": self.make, "list": self.list, "revoke": self.revoke}[options["verb"]](options)

    def make(self, options: dict[str, Any]) -> None:
        """Make a token."""
        owner = User.objects.filter(email=options["owner"].lower()).first()
        if owner is None:
            raise CommandError("There is no account under this address.")
        try:
            token, secret = make_token(
                owner,
                name=options["name"],
                scopes={Scope(scope) for scope in options["scope"]},
                lasts=timedelta(days=min(max(options["days"], -1), 10_000)),
                actor=ACTOR,
            )
        except CannotMake as error:
            raise CommandError(str(CannotMake.__doc__)) from error
        self.stdout.write(f"This is shown once; it ends on {token.expires_at:%Y-%m-%d}:")
        self.stdout.write(secret)

    def list(self, _options: dict[str, Any]) -> None:
        """List the tokens."""
        for token in ApiToken.objects.select_related("owner"):
            standing = "revoked" if token.revoked_at else f"until {token.expires_at:%Y-%m-%d}"
            used = f"used {token.last_used_at:%Y-%m-%d}" if token.last_used_at else "never used"
            said = (token.prefix, token.name, token.owner.email, " ".join(token.scopes))
            self.stdout.write("  ".join((*said, standing, used)))

    def revoke(self, options: dict[str, Any]) -> None:
        """Take a token back."""
        token = ApiToken.objects.filter(prefix=options["prefix"]).first()
        if token is None or not revoke_token(token, actor=ACTOR):
            raise CommandError("No token that still stands begins so.")
        self.stdout.write(f"{token.name} is revoked.")
