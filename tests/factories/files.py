"""Files of declarations, as they stand once received."""

from tests.factories.declarations import submission
from vigie.core import codes
from vigie.declarations import services
from vigie.declarations.models import Attachment, Receipt
from vigie.declarations.services import IncomingFile, from_declarant, receive


def receipt() -> Receipt:
    """Return the receipt of a declaration just received."""
    return receive(submission(), code=codes.new_code(), realm="live")


def attachment(
    of: Receipt | None = None,
    *,
    name: str = "canari-nom.txt",
    content: bytes = b"canari-contenu\n",
    is_sample: bool = False,
    enclosed: bool = False,
) -> Attachment:
    """Return a file that a declarant has sent, not examined yet."""
    of = of or receipt()
    file = IncomingFile(of.declaration_id, from_declarant(of), name=name)
    file.write(content)
    return file.attach(is_sample=is_sample, actor="declarant", enclosed=enclosed)


def set_apart(file: Attachment) -> Attachment:
    """Put a file into quarantine."""
    services.set_apart(file, reason="suspicious", actor="system")
    file.refresh_from_db()
    return file
