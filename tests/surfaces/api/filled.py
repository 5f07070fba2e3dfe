"""What there is to answer about: a declaration and a case, with all that may hang on them."""

from dataclasses import dataclass, field
from typing import Any

from tests.factories import cases
from tests.fixtures.database import FrontDatabase
from tests.observatory.builders import declared_often
from tests.surfaces.api.sending import declared, post
from tests.surfaces.api.test_files import CONTENT, announced, put
from tests.surfaces.portal.test_support import offer
from vigie.incidents import services
from vigie.observatory import releases
from vigie.surfaces.api.front.endpoints import api

# What a program sends to each operation that takes a body, by its name in the document.
BODIES: dict[str, Any] = {
    "declare": api.document()["components"]["schemas"]["Declaration"]["examples"][0],
    "complete": {"stage": "addendum", "narrative": "Two more wards work on paper."},
    "write_message": {"body": "Shall we cut the remote access?"},
    "answer_offer": {"accepts": True},
    "announce_file": {"name": "edr.log", "size": len(CONTENT)},
    "send_file": CONTENT,
}


@dataclass(frozen=True)
class Known:
    """The keys of what is there, as parameters of an operation."""

    path: dict[str, str]
    headers: dict[str, str]
    # Where an operation is about another one of its kind, by its name in the document.
    other: dict[str, dict[str, str]] = field(default_factory=dict)

    def path_of(self, operation: str) -> dict[str, str]:
        """Return what an operation's address names."""
        return {**self.path, **self.other.get(operation, {})}


def declaration(front: FrontDatabase) -> Known:
    """Return a declaration whose structure is offered help, with a message and two files."""
    address, code = declared(help={"wanted": "on_site"})
    reference = address.rpartition("/")[2]
    request = offer(reference, front)
    files = (f"{address}/files", code)
    whole, begun = (announced(files).json()["id"] for _ in range(2))
    assert put(files, whole).json()["complete"]
    post(f"{address}/messages", BODIES["write_message"], Receipt_Code=code)
    return Known(
        path={"reference": reference, "support_id": str(request.pk), "file_id": whole},
        headers={"Receipt-Code": code},
        other={"send_file": {"file_id": begun}},
    )


def figures() -> None:
    """Publish figures of 2019, some of them suppressed."""
    for region, number in (("11", 20), ("84", 12), ("94", 2)):
        declared_often(number, region=region)
    releases.release("demo", signed_by="S. Tatistician")


def case() -> Known:
    """Return a case with a support request and an indicator."""
    incident = cases.open_case(help_wanted="on_site", help_urgency="today")
    marking = services.Marking(tlp="CLEAR", pap="CLEAR")
    services.add_indicators(incident, [("domain", "evil-host.net")], marking, actor=None)
    return Known(path={"reference": incident.reference}, headers={})
