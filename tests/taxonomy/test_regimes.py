"""The regimes that ship are sourced and told in three languages; a bad file is refused by name."""

from pathlib import Path

import pytest
from django.utils import translation

from vigie.taxonomy import regimes, terms
from vigie.taxonomy.codes import RegimeStatus, Section
from vigie.taxonomy.datafile import DATA, LANGUAGES, MalformedDataError
from vigie.taxonomy.regimes.conditions import Maybe
from vigie.taxonomy.regimes.reading import Regime, read_regime

EVERY = [pytest.param(each, id=code) for code, each in regimes.all_regimes().items()]
CSP = "csp-l1111-8-2"


@pytest.mark.parametrize("regime", EVERY)
def test_a_regime_cites_the_law(regime: Regime) -> None:
    assert regime.url.startswith(("https://www.legifrance.gouv.fr/", "https://eur-lex.europa.eu/"))
    assert "art." in regime.citation
    assert len(regime.source) > 20
    assert len(regime.code) <= 40


@pytest.mark.parametrize("regime", EVERY)
def test_a_regime_is_told_in_three_languages(regime: Regime) -> None:
    for language in LANGUAGES:
        for words in (regime.name, regime.summary):
            assert words.in_language(language)
        for trigger in regime.triggers:
            assert trigger.because_maybe.in_language(language)
            if not isinstance(trigger.condition, Maybe):
                assert trigger.because.in_language(language)


def test_the_csirt_receives_what_the_health_code_asks_for() -> None:
    regime = regimes.regime(CSP)
    assert (regime.recipient, regime.received_here) == ("cert_sante", True)
    assert [t.code for t in regime.triggers if t.significant] == [
        "care_organisation",
        "other_structures",
    ]
    assert not regimes.regime("gdpr-33").received_here


def test_an_authority_sees_its_own_sections_only() -> None:
    sections = regimes.regime(CSP).sections
    assert sections["cert_sante"] == set(Section)
    assert Section.CONTACT not in sections["ministry"]
    assert Section.AUTHORITIES not in sections["ars"]


def test_a_reason_is_told_in_the_active_language() -> None:
    code = f"{CSP}.health_data.maybe"
    told = []
    for language in LANGUAGES:
        with translation.override(language):
            told.append(regimes.reason(code))
    assert told == [
        "des données de santé ont peut-être été lues ou altérées",
        "health data may have been read or altered",
        "es posible que se hayan leído o alterado datos de salud",
    ]


def test_a_reason_of_another_time_is_shown_as_it_stands() -> None:
    with pytest.warns(terms.UnknownTermWarning):
        assert regimes.reason("gone.reason") == "gone.reason"


def test_an_unknown_regime_is_named() -> None:
    with pytest.raises(regimes.UnknownRegimeError, match="“gone”"):
        regimes.regime("gone")


def written(tmp_path: Path, old: str, new: str) -> Path:
    content = (DATA / "regimes" / f"{CSP}.toml").read_text(encoding="utf-8")
    assert old in content
    path = tmp_path / f"{CSP}.toml"
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    return path


def test_what_is_only_announced_needs_no_day(tmp_path: Path) -> None:
    path = written(tmp_path, 'status = "in_force"\nvalid_from = 2022-04-29', 'status = "announced"')
    regime = read_regime(path)
    assert (regime.status, regime.valid_from) == (RegimeStatus.ANNOUNCED, None)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('status = "in_force"', 'status = "law"', "regime: “status” must be one of in_force"),
        ("valid_from = 2022-04-29", "", "regime: “valid_from” must be a date"),
        ("valid_from", "valid_since", "regime: unknown key valid_since"),
        ('recipient = "cert_sante"', 'recipient = "aepd"', "aepd is not a code of the scheme"),
        ("received_here = true", "received_here = 1", "“received_here” must be true or false"),
        ('"medico_social"', '"castle"', "regime who: castle is not a kind of structure"),
        ('"medico_social"', '"pharmacy"', "pharmacy cannot be both bound and maybe"),
        (
            'because_maybe.es = "su',
            'because_maybe.pt = "su',
            "regime who: “because_maybe” lacks es",
        ),
        (
            'ars = ["contact"',
            'ars = ["secrets"',
            "regime sections: 'secrets' is not a valid Section",
        ),
        ("[regime.sections]\n", '[regime.sections]\nnsa = ["contact"]\n', "unknown key nsa"),
        (
            'code = "health_data"',
            'code = "care_safety"',
            "triggers[2]: “care_safety” is there twice",
        ),
        ('"potential", "proven"', '"likely"', "triggers[1] when: endangerment is never likely"),
        ('because.fr = "la séc', 'because.pt = "la séc', "triggers[1]: “because” lacks fr"),
        ("significant = true", 'significant = "yes"', "“significant” must be true or false"),
        (
            'code = "early_warning"',
            'code = "hello"',
            "hello is not a code of the scheme report_stage",
        ),
        ('clock = "awareness"', 'clock = "noon"', "stages[1]: 'noon' is not a valid ClockStart"),
        ('clock = "awareness"', 'clock = "previous"', "the first stage has no previous one"),
        ('delay = "without_delay"', 'delay = "soon"', "stages[1]: “soon” is not a delay"),
        ("[[stages]]", "[[steps]]", "unknown key steps"),
    ],
)
def test_a_malformed_regime_is_refused_by_name(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    with pytest.raises(MalformedDataError) as caught:
        read_regime(written(tmp_path, old, new))
    assert str(caught.value).startswith(f"{CSP}.toml: ")
    assert fault in str(caught.value)


def test_a_regime_is_in_stages_where_it_takes_several_reports() -> None:
    assert regimes.regime("nis2-23").in_stages
    assert not regimes.regime(CSP).in_stages


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        ("[[triggers]]", "[[stages]]", "a regime needs one trigger at least"),
        ("[[stages]]", None, "a regime needs one stage at least"),
    ],
)
def test_a_regime_that_could_never_ask_anything_is_refused(
    tmp_path: Path, start: str, end: str | None, fault: str
) -> None:
    content = (DATA / "regimes" / f"{CSP}.toml").read_text(encoding="utf-8")
    first = content.index(start)
    last = content.index(end) if end else len(content)
    path = tmp_path / f"{CSP}.toml"
    path.write_text(content[:first] + content[last:], encoding="utf-8")
    with pytest.raises(MalformedDataError, match=fault):
        read_regime(path)
