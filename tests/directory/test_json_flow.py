"""The JSON flow that FINESS publishes since 2026, in both revisions of its schema."""

import json
import tracemalloc
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.files import address, entity, establishment, write_flow
from vigie.directory.formats.flow import FLOW
from vigie.directory.formats.rows import FileFacts, Listed, UnreadableFileError
from vigie.directory.models import Structure
from vigie.directory.services import import_structures


def imported(folder: Path, **values: Any) -> Structure:
    count = import_structures(write_flow(folder, entity(establishment(**values))))
    assert [str(refusal) for refusal in count.refusals] == []
    return Structure.objects.get()


@pytest.mark.django_db
def test_an_establishment_becomes_a_structure(tmp_path: Path) -> None:
    hospital = imported(tmp_path)

    assert (hospital.finess, hospital.legal_entity_finess) == ("350000011", "350000003")
    assert hospital.name == "CENTRE HOSPITALIER DE VALBELLE SUR ORVELLE"
    assert hospital.other_names == "CH DE VALBELLE"
    assert (hospital.kind, hospital.legal_status) == ("health_establishment", "public")
    assert (hospital.department, hospital.region) == ("35", "53")
    assert (hospital.address, hospital.town) == ("2 R DES ECOLES", "VALBELLE")
    assert (hospital.postal_code, hospital.siret) == ("35042", "26350000100012")
    assert (hospital.opened_on, hospital.closed_on) == (date(1979, 2, 13), None)
    assert hospital.source == "finess-json"


@pytest.mark.django_db
def test_the_first_revision_of_the_schema_is_read_alike(tmp_path: Path) -> None:
    general = {
        "numFinessEge": "350000011",
        "denominationEge": "CH DE VALBELLE",
        "denominationLongueEge": "CENTRE HOSPITALIER DE VALBELLE",
        "dateOuvertureEge": "1979-02-13",
        "dateFermetureEge": "",
    }
    ege = {
        "informationsGeneralesEGE": general,
        "etatObjet": {"code": "A", "system": "https://example.test/tre-r386"},
        "categorieEntiteGeographiqueExercice": {"code": "355", "system": ""},
        "siret": "26350000100012",
        "adresse": [address()],
        "roleEge": {"code": "x"},
    }
    pmej = {
        "informationsGeneralesPmej": {
            "numFinessPm": "350000003",
            "statutJuridique": {"code": "60", "system": ""},
        },
        "ege": [ege],
    }
    import_structures(write_flow(tmp_path, pmej))

    hospital = Structure.objects.get()
    assert (hospital.finess, hospital.legal_entity_finess) == ("350000011", "350000003")
    assert hospital.name == "CENTRE HOSPITALIER DE VALBELLE"
    assert (hospital.category, hospital.siret) == ("355", "26350000100012")
    assert (hospital.legal_status, hospital.opened_on) == ("private_nonprofit", date(1979, 2, 13))
    assert hospital.is_open


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "closed_on"),
    [
        ({"dateFermeture": "2015-02-03", "etatObjet": "I"}, date(2015, 2, 3)),
        ({"dateFermeture": "2015-02-03"}, date(2015, 2, 3)),
        ({"etatObjet": {"code": "I"}}, date(2026, 1, 31)),
        ({"etatObjet": "I", "dateDerniereMaj": {"dateEvenement": "2020-05-06"}}, date(2020, 5, 6)),
        ({"etatObjet": "I", "dateDerniereMaj": None}, date(2026, 2, 1)),
        ({"etatObjet": "A"}, None),
    ],
)
def test_it_says_what_has_closed(
    tmp_path: Path, values: dict[str, Any], closed_on: date | None
) -> None:
    assert imported(tmp_path, **values).closed_on == closed_on


@pytest.mark.django_db
def test_a_closing_to_come_leaves_it_open_until_then(tmp_path: Path) -> None:
    hospital = imported(tmp_path, dateFermeture="2999-01-01")
    assert (hospital.closed_on, hospital.is_open) == (date(2999, 1, 1), True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("municipality", "department"),
    [("2A004", "2A"), ("97411", "974"), ("9D411", "974"), ("97801", "978"), (None, "35")],
)
def test_the_municipality_gives_the_department(
    tmp_path: Path, municipality: str | None, department: str
) -> None:
    found = imported(tmp_path, adresse=[address(cogCommune=municipality)])
    assert found.department == department


@pytest.mark.django_db
def test_of_several_addresses_the_main_one_counts(tmp_path: Path) -> None:
    others = [address(usageAdresse="06", ligneAcheminement="ELSEWHERE"), address()]
    assert imported(tmp_path, adresse=others).town == "VALBELLE"


@pytest.mark.django_db
def test_a_legal_entity_described_after_its_establishments_counts_too(tmp_path: Path) -> None:
    described = entity(establishment(), statutJuridique="95")
    import_structures(write_flow(tmp_path, dict(reversed(described.items()))))

    hospital = Structure.objects.get()
    assert hospital.legal_entity_finess == "350000003"
    assert hospital.legal_status == "private_for_profit"


@pytest.mark.django_db
def test_a_refusal_tells_which_establishment_of_which_entity(tmp_path: Path) -> None:
    path = write_flow(
        tmp_path,
        entity(establishment()),
        entity(establishment(numFinessEge="350000029"), establishment(numFinessEge="35")),
    )
    count = import_structures(path)
    assert count.added == 2
    assert [str(refusal) for refusal in count.refusals] == [
        "legal entity 2, establishment 2: FINESS number malformed: “35” is not 9 digits or letters"
    ]


@pytest.mark.django_db
def test_a_document_cut_short_gives_what_it_held_and_says_so(tmp_path: Path) -> None:
    path = write_flow(tmp_path, entity(establishment()), entity(establishment()))
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(UnreadableFileError, match=r"cut short.*Before that: 1 added"):
        import_structures(path)
    assert Structure.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    ['{"pmej": [{"ege": [}', '{"pmej": "x"}', '{"pmej": [1, null, []]}', "{", '{"a": 1} {', "{é"],
)
def test_other_json_is_refused_plainly(tmp_path: Path, content: str) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(UnreadableFileError):
        import_structures(path)


class Endless:
    """A document of one legal entity with very many establishments, made as it is read."""

    def __init__(self, establishments: int) -> None:
        self._left = b""
        self._parts = self._write(establishments)
        self.size = 0

    @staticmethod
    def _write(establishments: int) -> Iterator[bytes]:
        yield b'{"pmej": [{"informationsGeneralesPMEJ":'
        yield b' {"numFinessPm": "350000003", "statutJuridique": "13"}, "ege": ['
        for rank in range(establishments):
            written = establishment(numFinessEge=f"{rank:09}", filler="x" * 3_000)
            yield b"," * bool(rank) + json.dumps(written).encode()
        yield b"]}]}"

    def read(self, size: int = -1) -> bytes:
        while len(self._left) < size and (part := next(self._parts, None)):
            self._left += part
        given, self._left = self._left[:size], self._left[size:]
        self.size += len(given)
        return given


def test_memory_stays_the_same_however_large_one_entity_is() -> None:
    document = Endless(4_000)
    tracemalloc.start()
    read = sum(
        isinstance(row, Listed) for row in FLOW.read(cast("BinaryIO", document), FileFacts())
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == 4_000
    assert document.size > 12_000_000
    assert peak < 3_000_000


KEYS = [
    "pmej",
    "ege",
    "adresse",
    "informationsGeneralesEGE",
    "numFinessEge",
    "nomEgeLong",
    "etatObjet",
    "code",
    "siret",
    "dateFermeture",
    "cogCommune",
]
ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    # Larger ones refuse the document: the parser reads numbers as a machine does.
    # The lowest one is refused with the whole document, as those beyond 64 bits are.
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"pmej": [{"ege": [{"siret": ' + b"9" * 10_000 + b"}]}]}", "cut short or malformed"),
        (b'{"pmej": ' + b"[" * 1_000_000, "nests too deeply"),
        (b'{"pmej": ' + b'{"a":' * 1_000_000, "nests too deeply"),
    ],
)
def test_json_made_to_harm_is_refused_plainly(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        list(FLOW.read(BytesIO(content), FileFacts()))


@given(st.dictionaries(st.sampled_from(["pmej", "gco", "generatedAt"]), ANY_JSON))
def test_any_json_gives_structures_refusals_or_nothing(document: dict[str, Any]) -> None:
    stream = BytesIO(json.dumps(document).encode())
    for row in FLOW.read(stream, FileFacts()):
        assert row.place


def contact(telephone: str) -> dict[str, Any]:
    telecom = {"telephone": telephone, "telecopie": "", "courriel": ""}
    return {"typeContact": {"roleContact": "1"}, "telecom": telecom}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "contacts",
    [
        [contact("0261910042")],
        [contact(""), contact("02 61 91 00 42"), contact("0261910099")],
        contact("+33261910042"),
    ],
)
def test_the_first_telephone_number_given_is_kept(tmp_path: Path, contacts: Any) -> None:
    assert imported(tmp_path, contact=contacts).phone == "02 61 91 00 42"


@pytest.mark.django_db
def test_a_flow_without_contacts_takes_no_number_away(tmp_path: Path) -> None:
    imported(tmp_path, contact=[contact("0261910042")])
    assert imported(tmp_path).phone == "02 61 91 00 42"
