"""Legal regimes: what the law asks of a declarant, computed from data files.

Start with `obligations(facts, at=...)`; `must_declare(answers)` guides who hesitates.
"""

from vigie.taxonomy.regimes.duties import (
    ANNOUNCED,
    CHECK,
    OWED,
    VOLUNTARY,
    Obligation,
    announced,
    obligations,
    reason,
)
from vigie.taxonomy.regimes.facts import DeclaredFacts, Start
from vigie.taxonomy.regimes.guide import Question, Verdict, must_declare, questions
from vigie.taxonomy.regimes.meeting import when_met
from vigie.taxonomy.regimes.reading import Regime, UnknownRegimeError, all_regimes, regime

__all__ = [
    "ANNOUNCED",
    "CHECK",
    "OWED",
    "VOLUNTARY",
    "DeclaredFacts",
    "Obligation",
    "Question",
    "Regime",
    "Start",
    "UnknownRegimeError",
    "Verdict",
    "all_regimes",
    "announced",
    "must_declare",
    "obligations",
    "questions",
    "reason",
    "regime",
    "when_met",
]
