"""`vigie demo`: synthetic microdata whose figures equal the sourced targets."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from vigie.accounts.enums import Role
from vigie.accounts.services import demonstration_account
from vigie.core import installation
from vigie.core.realm import DEMO
from vigie.declarations.models import Declaration
from vigie.demonstration.bulletins import play_bulletins
from vigie.demonstration.directory import synthetic_structures
from vigie.demonstration.drawing import draw_year
from vigie.demonstration.duty import play_duty
from vigie.demonstration.news import play_news
from vigie.demonstration.open_cases import play_open_cases
from vigie.demonstration.playing import play_year
from vigie.demonstration.reports import play_reports
from vigie.demonstration.structures import DirectoryTooSmallError, Pool
from vigie.demonstration.targets import YearTargets, load_targets
from vigie.observatory.releases import release

DEFAULT_SEED = 2019
STATISTICIAN = "Vigie"
# As the French observatory, whose figures these years are made after, publishes them.
WHY_SMALL_ONES = "[Donnée synthétique] Ces totaux nationaux sont publiés chaque année."


class Command(BaseCommand):
    """Plays every year that is not there yet, through the services of real use."""

    help = "Make the demonstration data (realm demo), 2018 to 2024 and some open cases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the seed: the same one gives the same cases."""
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="seed of the drawing")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Make the directory, the years, the open cases and the released figures."""
        if not settings.VIGIE_DEMO:
            raise CommandError("Synthetic data belong in demonstration mode: VIGIE_MODE=demo.")
        # Without VIGIE_MODE the mode is demo, in the folder of real use too.
        installation.refuse_to_start()
        play_news(now=timezone.now())
        play_bulletins(now=timezone.now())
        years = [targets for targets in load_targets() if not _played(targets.year)]
        if not years:
            self.stdout.write("The demonstration data are there already. Next: vigie run")
            return
        try:
            played = self._play(years, seed=options["seed"])
        except DirectoryTooSmallError as error:
            raise CommandError(f"The synthetic directory is too small: {error}") from error
        whole_years = [targets.year for targets in load_targets()]
        release(DEMO, signed_by=STATISTICIAN, years=whole_years, waiver=True, reason=WHY_SMALL_ONES)
        play_reports(whole_years[-1], signed_by=STATISTICIAN)
        self.stdout.write(f"{played} synthetic declarations made in the realm {DEMO}.")
        self.stdout.write("Next: vigie run, or vigie figures --year 2019 --realm demo")

    def _play(self, years: list[YearTargets], *, seed: int) -> int:
        pool = Pool.of(synthetic_structures(seed))
        actor = demonstration_account(Role.ANALYST)
        total = sum(targets["declarations"] for targets in years)
        with Progress(console=Console(stderr=True)) as bar:
            task = bar.add_task("Playing synthetic cases", total=total)
            for targets in years:
                cases = draw_year(targets, pool, seed)
                play_year(cases, actor=actor, seed=seed, progress=lambda: bar.advance(task))
        now = timezone.now()
        play_duty(now=now)
        return total + play_open_cases(pool, actor=actor, now=now, seed=seed)


def _played(year: int) -> bool:
    return Declaration.objects.filter(realm=DEMO, received_at__year=year).exists()
