"""Tasks, notes and indicators of a case go with it when it is merged, and come back."""

import pytest

from tests.factories import cases
from vigie.incidents import selectors, services
from vigie.incidents.models import Indicator, Note, Task
from vigie.incidents.services import Marking

pytestmark = pytest.mark.django_db

AMBER = Marking(tlp="AMBER", pap="AMBER")
SHARED, OWN = ("domain", "evil-host.net"), ("ipv4", "192.0.2.7")


def test_what_was_written_goes_to_the_survivor_and_nothing_is_doubled() -> None:
    analyst = cases.person()
    source, survivor = cases.open_case(analyst), cases.open_case(analyst)
    for each in (source, survivor):
        services.add_indicators(each, [SHARED], AMBER, actor=analyst)
        services.apply_playbook(each, "phishing", actor=analyst)
    services.add_indicators(source, [OWN], AMBER, actor=analyst)
    note = services.write_note(source, "Vu chez Canari", actor=analyst)

    operation = services.merge(source, survivor, actor=analyst)

    assert services.open_notes(survivor, actor=analyst) == {note.pk: "Vu chez Canari"}
    kept = selectors.indicators_of(survivor).values_list("kind", "value")
    assert list(kept) == [SHARED, OWN]
    assert Task.objects.filter(incident=survivor, playbook="phishing").count() == (
        Task.objects.filter(incident=source, playbook="phishing").count()
    )

    services.undo_merge(operation, actor=analyst)
    assert Note.objects.get().incident == source
    assert Indicator.objects.get(value="192.0.2.7").incident == source


def test_a_merged_case_takes_no_more() -> None:
    source, survivor = cases.open_case(), cases.open_case()
    services.merge(source, survivor, actor=None)
    with pytest.raises(services.CaseClosed):
        services.write_note(source, "x", actor=None)
    with pytest.raises(services.CaseClosed):
        services.add_indicators(source, [OWN], AMBER, actor=None)
