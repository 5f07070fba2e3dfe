"""What analysts did on a synthetic case: tasks, notes, a timeline, indicators."""

from datetime import datetime, timedelta

from vigie.accounts.models import User
from vigie.incidents.models import Incident
from vigie.incidents.services import (
    Marking,
    Occurrence,
    TaskPlan,
    TaskState,
    TaskWords,
    add_indicators,
    add_task,
    apply_playbook,
    set_task_state,
    write_note,
)
from vigie.taxonomy.codes import DatePrecision

DONE = ("call_declarant", "isolate", "care_effect")
BEGUN = ("preserve_evidence", "identify_family")
WRITTEN = TaskWords(
    title="[Donnée synthétique] Rappeler le responsable informatique à 18 h",
    text="Point sur l’isolement des sauvegardes et la liste des serveurs chiffrés.",
)
NOTE = (
    "[Donnée synthétique] Le responsable informatique a débranché les sauvegardes à la main. "
    "Prochain point à 18 h."
)
# Hours before the case was taken, and what happened then.
EVENTS = (
    (
        9.0,
        "[Donnée synthétique] Compte d’un prestataire connecté au VPN d’une adresse inconnue.",
    ),
    (3.5, "[Donnée synthétique] Premiers fichiers chiffrés sur le serveur de fichiers."),
)
# Of the ranges and names kept for documentation: nobody is at the other end.
INDICATORS = (
    ("ipv4", "192.0.2.45"),
    ("domain", "mise-a-jour.example.org"),
    ("url", "https://mise-a-jour.example.org/paiement"),
)


def play_handling(incident: Incident, *, actor: User, at: datetime) -> None:
    """Apply the playbook of ransomware, do some of it, and write a task by hand."""
    apply_playbook(incident, "ransomware", actor=actor, at=at)
    for codes, state in ((DONE, TaskState.DONE), (BEGUN, TaskState.DOING)):
        for task in incident.tasks.filter(code__in=codes):
            set_task_state(task, state, revision=task.revision, actor=actor)
    plan = TaskPlan(kind="contact", role="analyst", assignee=actor)
    add_task(incident, WRITTEN, plan, actor=actor)
    write_note(incident, NOTE, actor=actor, at=at + timedelta(hours=1))
    for hours, text in EVENTS:
        moment = at - timedelta(hours=hours)
        occurred = Occurrence(moment, DatePrecision.MINUTE, "Europe/Paris")
        write_note(incident, text, occurred=occurred, actor=actor, at=at)
    play_indicators(incident, actor=actor)


def play_indicators(incident: Incident, *, actor: User) -> None:
    """Keep the indicators that the synthetic attacker uses in every case."""
    marking = Marking(tlp="AMBER", pap="AMBER", comment="[Donnée synthétique] Vu dans le pare-feu.")
    add_indicators(incident, INDICATORS, marking, actor=actor)
