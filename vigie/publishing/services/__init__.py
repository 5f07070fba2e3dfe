"""What changes articles: written, published, revised, withdrawn. Each is in the journal."""

from vigie.publishing.services.publishing import (
    CannotPublish,
    NothingNew,
    NotPublished,
    Unexplained,
    publish,
    revise,
    withdraw,
)
from vigie.publishing.services.shipping import Shipped, load_shipped, read_shipped
from vigie.publishing.services.writing import (
    AddressTaken,
    AlreadyPublished,
    CannotWrite,
    ChangedMeanwhile,
    NothingWritten,
    Text,
    Texts,
    discard,
    save_texts,
    write_article,
)

__all__ = [
    "AddressTaken",
    "AlreadyPublished",
    "CannotPublish",
    "CannotWrite",
    "ChangedMeanwhile",
    "NotPublished",
    "NothingNew",
    "NothingWritten",
    "Shipped",
    "Text",
    "Texts",
    "Unexplained",
    "discard",
    "load_shipped",
    "publish",
    "read_shipped",
    "revise",
    "save_texts",
    "withdraw",
    "write_article",
]
