"""What analysts and declarants of synthetic cases wrote to each other."""

from datetime import datetime, timedelta

from vigie.accounts.models import User
from vigie.declarations.models import Receipt
from vigie.declarations.services import MessageText, write_to_desk
from vigie.incidents.models import Incident
from vigie.incidents.services import Outgoing, write
from vigie.taxonomy.message_templates import templates_for

ANSWERS = {
    "ransomware": "[Donnée synthétique] Les sauvegardes hors ligne semblent intactes. Le "
    "laboratoire rend ses résultats par téléphone. L’annuaire est arrêté depuis 3 h.",
    "provider_failure": "[Donnée synthétique] Reçu, merci. Le service revient par moments.",
}


def play_messages(
    incident: Incident, receipt: Receipt, kind: str, *, actor: User, at: datetime
) -> None:
    """Have the case's lead send the template made for the kind, and the declarant answer."""
    template = templates_for([kind])[0]
    text = MessageText(
        subject=template.subject.in_language("fr"),
        body=template.body.in_language("fr").replace("[à compléter]", "en cours d’analyse"),
        language="fr",
    )
    nonce = f"demonstration-{template.code}"
    write(incident, Outgoing(texts={"fr": text}, form_nonce=nonce), actor=actor, at=at)
    if answer := ANSWERS.get(kind):
        said = MessageText(body=answer, language="fr")
        write_to_desk(receipt, said, form_nonce=nonce, sent_at=at + timedelta(hours=1))
