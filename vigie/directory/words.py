"""The words a structure is found by: one normalisation, for what is stored and what is typed.

Both sides are folded to lower-case ASCII words. What directories abbreviate is stored under
both its forms, so that `CH`, `centre hospitalier` and `hôpital` all find `CH DE VALBELLE`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

SHORTEST_WORD = 2
LONGEST_WORD = 40
# Digits in several groups are one number from this length on: a postal code.
SHORTEST_NUMBER = 5
MOST_WORDS = 8
# Longer than any name and address typed together; the rest of a pasted page says nothing.
LONGEST_QUERY = 200

WORD = re.compile(r"[a-z0-9]+")
DOTTED = re.compile(r"\b(?:[a-z]\.)+[a-z]\b")
# Letters that Unicode does not decompose into a base letter and a mark.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})

LINKING_WORDS = frozenset(
    ["a", "au", "aux", "d", "de", "del", "des", "du", "en", "et", "l", "la", "le", "les"]
)

HOSPITAL = "hopital ch centre hospitalier"
# What a word of a name also answers to.
ALSO_KNOWN_AS = {
    "ass": "association",
    "assoc": "association",
    "cent": "centre",
    "ch": HOSPITAL,
    "chi": f"{HOSPITAL} intercommunal",
    "chic": f"{HOSPITAL} intercommunal",
    "chr": f"{HOSPITAL} regional",
    "chru": f"{HOSPITAL} regional universitaire chu",
    "chs": f"{HOSPITAL} specialise",
    "chu": f"{HOSPITAL} universitaire",
    "cl": "clinique",
    "clin": "clinique",
    "ctre": "centre",
    "docteur": "dr",
    "dr": "docteur",
    "ehpad": "etablissement hebergement personnes agees dependantes maison retraite",
    "fond": "fondation",
    "gen": "general",
    "gh": "groupe hospitalier hopital",
    "ghu": "groupe hospitalier universitaire hopital chu",
    "had": "hospitalisation domicile",
    "hia": f"{HOSPITAL} instruction armees",
    "hl": f"{HOSPITAL} local",
    "hcl": "hospices civils lyon hopital",
    "hop": HOSPITAL,
    "hopit": HOSPITAL,
    "hopital": HOSPITAL,
    "hopitaux": HOSPITAL,
    "hospitalier": "hopital",
    "ime": "institut medico educatif",
    "labo": "laboratoire",
    "mas": "maison accueil specialisee",
    "mco": "medecine chirurgie obstetrique",
    "msp": "maison sante pluriprofessionnelle",
    "nd": "notre dame",
    "pharm": "pharmacie",
    "polyclin": "polyclinique",
    "res": "residence",
    "saint": "st",
    "sainte": "ste",
    "saintes": "stes",
    "saints": "sts",
    "smr": "soins medicaux readaptation ssr",
    "ssr": "soins suite readaptation smr",
    "st": "saint",
    "ste": "sainte",
    "stes": "saintes",
    "sts": "saints",
    "univ": "universitaire",
    "usld": "unite soins longue duree",
}
# What a run of words also answers to.
SHORT_FORMS = {
    "centre hospitalier": "ch",
    "centre hospitalier intercommunal": "chi",
    "centre hospitalier regional": "chr",
    "centre hospitalier regional universitaire": "chru chu",
    "centre hospitalier specialise": "chs",
    "centre hospitalier universitaire": "chu",
    "etablissement hebergement personnes agees dependantes": "ehpad",
    "hospitalisation domicile": "had",
    "institut medico educatif": "ime",
    "maison accueil specialisee": "mas",
    "maison retraite": "ehpad",
    "maison sante pluriprofessionnelle": "msp",
    "notre dame": "nd",
    "soins medicaux readaptation": "smr ssr",
    "soins suite readaptation": "ssr smr",
    "unite soins longue duree": "usld",
}


def words(text: str) -> list[str]:
    """Return the words of `text`, without case, accents or punctuation; `C.H.U.` is one word."""
    folded = text.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded.translate(LIGATURES))
        folded = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    if "." in folded:
        folded = DOTTED.sub(lambda found: found[0].replace(".", ""), folded)
    return [word[:LONGEST_WORD] for word in WORD.findall(folded)]


def searchable_text(names: Iterable[str], numbers: Iterable[str]) -> str:
    """Return what a structure is found by: names and town first, then numbers, other forms."""
    said = _telling(word for name in names for word in words(name))
    numbered = [word for number in numbers for word in words(number)]
    return " ".join(dict.fromkeys([*said, *numbered, *_other_forms(said)]))


def query_words(query: str) -> list[str]:
    """Return the words to look for in what somebody typed; none when nothing can be found.

    A number typed with spaces is one word. One letter says nothing yet. Linking words are left
    out, unless alone: they may be the beginning of another word.
    """
    typed = words(query[:LONGEST_QUERY])
    joined = "".join(typed)
    if len(joined) >= SHORTEST_NUMBER and all(word[0].isdigit() for word in typed):
        typed = [joined[:LONGEST_WORD]]
    typed = [word for word in typed if len(word) >= SHORTEST_WORD]
    return list(dict.fromkeys(_telling(typed) or typed))[:MOST_WORDS]


def _telling(said: Iterable[str]) -> list[str]:
    return [word for word in said if word not in LINKING_WORDS]


def _other_forms(said: Sequence[str]) -> list[str]:
    """Return the long forms of abbreviations in `said`, and the abbreviations of long forms."""
    forms = [form for word in said for form in ALSO_KNOWN_AS.get(word, "").split()]
    run = f" {' '.join(said)} "
    for long_form, short_form in SHORT_FORMS.items():
        if f" {long_form} " in run:
            forms += short_form.split()
    return forms
