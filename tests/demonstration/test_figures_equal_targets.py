"""The demonstration's figures are those of its sourced targets, year by year."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from pytest_django.fixtures import Settings

from vigie.core import outbox
from vigie.core.models import OutboxMessage
from vigie.core.realm import DEMO
from vigie.declarations.models import Declaration
from vigie.demonstration.targets import load_targets
from vigie.observatory import counting, snapshots
from vigie.observatory.measures import Figure

YEARS = load_targets()

Found = dict[tuple[str, str, str | None], Figure]


def computed() -> Found:
    with snapshots.fresh(DEMO) as snapshot:
        every = counting.figures(snapshot, [year.year for year in YEARS])
    return {(figure.period, figure.key, figure.breakdown): figure for figure in every}


@pytest.mark.once
@pytest.mark.django_db
def test_every_figure_equals_its_target_and_is_settled(settings: Settings) -> None:
    """One test, because making seven years takes long: made once, looked at from all sides."""
    settings.VIGIE_DEMO = True
    call_command("demo", stdout=StringIO())

    found = computed()
    wrong = [
        (target, measure)
        for year in YEARS
        for target in year.targets
        if (measure := found[str(target.year), target.figure, target.breakdown].measure)
        and (measure.numerator, measure.denominator) != (target.numerator, target.denominator)
    ]
    assert wrong == []
    assert all(found[str(year.year), "declarations", None].pending == 0 for year in YEARS)
    # Past drills, a late report, an account to decide on: of this realm nobody is told.
    assert OutboxMessage.objects.exists()
    outbox.drain()
    assert mail.outbox == []

    made = Declaration.objects.count()
    call_command("demo", stdout=StringIO())
    assert Declaration.objects.count() == made
