"""`vigie release_figures`: publishes the figures of a realm, under a statistician's name."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from vigie.observatory import releases
from vigie.observatory.management import arguments
from vigie.observatory.releases import Released


class Command(BaseCommand):
    """Freezes figures for the public pages, after disclosure control."""

    help = (
        "Publish figures after disclosure control: dated, versioned, immutable. A year whose "
        "figures have not changed keeps its last version."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--realm",
            type=arguments.realm,
            required=True,
            help="live, demo, import:<name> or exercise:<id>",
        )
        parser.add_argument(
            "--signed-by", required=True, metavar="NAME", help="the statistician who answers for it"
        )
        parser.add_argument(
            "--years",
            type=arguments.year,
            nargs="+",
            default=[],
            metavar="YEAR",
            help="by default every year in which something was received",
        )
        parser.add_argument(
            "--waive-national",
            action="store_true",
            help="the statistician signs that national figures of few structures may be shown; "
            "the publication lists them",
        )

        parser.add_argument(
            "--reason", default="", help="why they may be shown; published with the waiver"
        )
        parser.add_argument(
            "--note", default="", help="what is corrected in years that were published before"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Release, and say what was done."""
        signed_by = " ".join(options["signed_by"].split())
        if not signed_by:
            raise CommandError("--signed-by: say who answers for these figures.")
        if options["waive_national"] and not options["reason"].strip():
            raise CommandError("--reason: say why small national figures may be shown.")
        try:
            released = releases.release(
                options["realm"],
                signed_by=signed_by,
                years=sorted(set(options["years"])),
                waiver=options["waive_national"],
                reason=options["reason"],
                note=options["note"],
            )
        except releases.CannotReleaseError as refusal:
            raise CommandError(
                f"Told by what was published before, so nothing is released. {refusal}"
            ) from None
        except releases.NoteMissing as missing:
            raise CommandError(f"--note: say what is corrected in {missing}.") from None
        except releases.NothingToReleaseError:
            raise CommandError(
                f"Nothing is declared in {options['realm']} in these years: nothing to release."
            ) from None
        for each in released:
            self.stdout.write(_line(each))
        for year in sorted(set(options["years"]) - {each.publication.year for each in released}):
            self.stdout.write(f"{year}: nothing was declared, nothing is released")
        if options["realm"] == settings.VIGIE_INTAKE_REALM:
            self.stdout.write("Public pages show these figures now. Next: vigie run")
        else:
            self.stdout.write(
                f"Kept with the publications. Public pages show {settings.VIGIE_INTAKE_REALM} only."
            )


def _line(released: Released) -> str:
    publication = released.publication
    state = "released" if released.new else "unchanged"
    waived = f", by waiver: {', '.join(publication.waived)}" if publication.waived else ""
    return f"{publication.year}: version {publication.version} {state}{waived}"
