"""Cases are tagged by short plain words: compared whatever the spelling, found, kept at merging."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.factories import cases
from vigie.core.models import JournalEntry
from vigie.incidents import selectors, services
from vigie.incidents.models import CaseTag, Incident
from vigie.incidents.models.tag import TAG_MAX_LENGTH, tag_key

pytestmark = pytest.mark.django_db


def tagged(*tags: str, realm: str = "live") -> Incident:
    incident = cases.open_case(realm=realm)
    if tags:
        services.add_tags(incident, tags, actor=None)
    return incident


def tags(incident: Incident) -> list[str]:
    return [each.tag for each in selectors.tags_of(incident)]


def with_tag(tag: str, realm: str = "live") -> set[Incident]:
    return set(selectors.open_cases(realm, selectors.Narrowing(tag=tag)))


def test_one_tag_in_two_spellings_is_one_tag() -> None:
    incident = tagged("Côte d’Azur", "LockBit")
    assert services.add_tags(incident, ["cote d'azur", "lockbit", "fuite"], actor=None) == 1
    assert tags(incident) == ["côte d’azur", "fuite", "lockbit"]


@pytest.mark.parametrize("typed", ["", "  ", "!!!", "—", "x" * 41, "\u202e", "日本"])
def test_what_is_no_tag_is_refused_and_nothing_changes(typed: str) -> None:
    incident = cases.open_case()
    with pytest.raises(services.NotATag):
        services.add_tags(incident, ["good", typed], actor=None)
    assert tags(incident) == []


@given(typed=st.text(max_size=60))
@example(typed="ﬁ" * 40)
@example(typed="a b\n c")
def test_whatever_is_typed_is_a_bounded_line_or_refused(typed: str) -> None:
    try:
        tag = services.as_tag(typed)
    except services.NotATag:
        return
    assert 1 <= len(tag) <= TAG_MAX_LENGTH
    assert "\n" not in tag
    assert 1 <= len(tag_key(tag)) <= TAG_MAX_LENGTH
    assert tag_key(tag) == tag_key(tag.upper())
    assert services.as_tag(tag) == tag


def test_a_case_has_so_many_tags_and_no_more() -> None:
    incident = tagged(*(f"tag {number}" for number in range(services.MOST_TAGS)))
    with pytest.raises(services.TooManyTags):
        services.add_tags(incident, ["one more"], actor=None)
    assert services.add_tags(incident, ["tag 1"], actor=None) == 0


def test_both_changes_are_in_the_journal_without_the_words() -> None:
    ana = cases.person()
    incident = cases.open_case()
    services.add_tags(incident, ["lockbit", "vpn"], actor=ana)
    services.add_tags(incident, ["LockBit"], actor=ana)
    assert services.remove_tag(incident, "lockbit", actor=ana)
    assert not services.remove_tag(incident, "lockbit", actor=ana)
    deeds = JournalEntry.objects.filter(action__startswith="tag.").order_by("id")
    assert [(each.action, each.objects_touched["number"]) for each in deeds] == [
        ("tag.added", "2"),
        ("tag.removed", "1"),
    ]
    assert "lockbit" not in str(list(deeds.values()))


def test_a_closed_or_merged_case_takes_and_gives_no_tag() -> None:
    closed, merged = cases.closed_case(), tagged("vpn")
    services.merge(merged, cases.open_case(), actor=None)
    for incident, refusal in ((closed, services.CaseClosed), (merged, services.CaseMerged)):
        with pytest.raises(refusal):
            services.add_tags(incident, ["x1"], actor=None)
        with pytest.raises(refusal):
            services.remove_tag(incident, "vpn", actor=None)


def test_lists_are_narrowed_by_a_tag_in_any_spelling() -> None:
    azure, other = tagged("Côte d’Azur"), tagged("lockbit")
    tagged("cote d azur", realm="demo")
    assert with_tag("COTE-D-AZUR") == {azure}
    assert with_tag("lockbit") == {other}
    assert with_tag("never used") == with_tag("!!!") == set()
    assert not selectors.to_triage("live", selectors.Narrowing(tag="lockbit")).exists()


def test_a_case_is_found_by_its_tags_until_they_are_taken_off() -> None:
    ana = cases.person()
    incident = tagged("Opération Méduse")
    assert [each.incident for each in selectors.found(ana, "live", "meduse")] == [incident]
    services.remove_tag(incident, "operation-meduse", actor=ana)
    assert not selectors.found(ana, "live", "meduse").exists()


def test_tags_used_lately_are_offered_once_in_the_realm() -> None:
    tagged("vpn", "lockbit")
    tagged("VPN", "fuite")
    tagged("elsewhere", realm="demo")
    assert selectors.tags_used_lately("live") == ["fuite", "lockbit", "vpn"]


def test_the_survivor_has_the_tags_of_both_and_undoing_gives_each_its_own_back() -> None:
    ana = cases.person()
    survivor, merged = tagged("lockbit", "vpn"), tagged("VPN", "fuite")
    before = list(CaseTag.objects.order_by("pk").values())

    operation = services.merge(merged, survivor, actor=ana)

    assert tags(survivor) == ["fuite", "lockbit", "vpn"]
    assert with_tag("fuite") == with_tag("vpn") == {survivor}
    assert [each.incident for each in selectors.found(ana, "live", "fuite")] == [survivor]
    services.undo_merge(operation, actor=ana)
    assert list(CaseTag.objects.order_by("pk").values()) == before
    assert with_tag("vpn") == {survivor, merged}


def test_taken_off_the_survivor_it_does_not_come_back_by_itself() -> None:
    survivor, merged = tagged("vpn"), tagged("vpn")
    services.merge(merged, survivor, actor=None)
    services.remove_tag(survivor, "vpn", actor=None)
    services.bring_what_was_left_behind()
    assert tags(survivor) == []
