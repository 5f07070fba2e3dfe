"""`vigie create_user`: how an account comes to be. Nobody signs up by themselves."""

import getpass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.accounts.services import change_scope, create_account, one_time_link
from vigie.taxonomy import terms

ACTOR = "command"


class Command(BaseCommand):
    """Makes an account and prints the link with which its owner sets a password."""

    help = "Make an account, or a new link for one whose password is lost."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say who the account is for."""
        parser.add_argument("email")
        parser.add_argument("--name", help="first and last name")
        parser.add_argument("--role", choices=Role.values)
        parser.add_argument(
            "--authority",
            default="",
            choices=list(terms.scheme("authority").terms),
            help="of an authority's officer: which one; it sees what was notified to it",
        )
        parser.add_argument(
            "--region",
            action="append",
            default=[],
            choices=list(terms.scheme("region").terms),
            help="of an authority's officer, who sees that region only (INSEE code); repeatable",
        )
        parser.add_argument(
            "--all-regions", action="store_true", help="of an authority's officer: the country"
        )
        parser.add_argument(
            "--ask-password", action="store_true", help="ask for a password, print no link"
        )
        parser.add_argument(
            "--new-link",
            action="store_true",
            help="the account exists: only print a new link to set its password",
        )
        parser.add_argument(
            "--new-scope",
            action="store_true",
            help="the account exists: only change its --authority and regions",
        )
        parser.add_argument(
            "--site",
            default=f"https://{settings.ALLOWED_HOSTS[0]}" if settings.ALLOWED_HOSTS else "",
            help="where the desk is served, as https://vigie.example.org",
        )

    def handle(self, **options: Any) -> None:
        """Make the account or find it, and say what to do next."""
        if options["new_scope"]:
            self.rescope(self.existing(options), options)
            return
        try:
            user = self.existing(options) if options["new_link"] else self.created(options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if options["ask_password"]:
            self.stdout.write(f"{user.email} may sign in at {options['site']}/")
            return
        self.stdout.write("Give this link, by a safe way, to its owner only; it works once:")
        self.stdout.write(options["site"] + one_time_link(user, actor=ACTOR))

    def existing(self, options: dict[str, Any]) -> User:
        """Return the account a new link is asked for."""
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError("There is no account under this address.")
        return user

    def created(self, options: dict[str, Any]) -> User:
        """Make the account."""
        if not options["name"] or not options["role"]:
            raise CommandError("A new account needs --name and --role.")
        self.check_scope(options["role"], options)
        password = getpass.getpass() if options["ask_password"] else None
        return create_account(
            options["email"],
            name=options["name"],
            role=Role(options["role"]),
            actor=ACTOR,
            password=password,
            authority=options["authority"],
            regions=options["region"],
        )

    def rescope(self, user: User, options: dict[str, Any]) -> None:
        """Change what an officer sees."""
        self.check_scope(user.role, options)
        if user.role != Role.AUTHORITY:
            raise CommandError("Only an authority's officer has a scope.")
        change_scope(user, authority=options["authority"], regions=options["region"], actor=ACTOR)
        self.stdout.write(f"{user.email} now sees what is notified to {options['authority']}.")

    def check_scope(self, role: str, options: dict[str, Any]) -> None:
        """Refuse an officer of no authority or no region, and a scope of anybody else."""
        officer = role == Role.AUTHORITY
        if (bool(options["region"]) != options["all_regions"]) != officer:
            raise CommandError(
                "An authority's officer, and nobody else, needs either --region or --all-regions."
            )
        if bool(options["authority"]) != officer:
            raise CommandError("An authority's officer, and nobody else, needs --authority.")
