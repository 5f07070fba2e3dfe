"""The words a structure is found by: one normalisation, for what is stored and what is typed.

Both sides are folded to lower-case ASCII words. What directories abbreviate is stored under
both its forms, so that `CH`, `centre hospitalier` and `hôpital` all find `CH DE VALBELLE`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

LONGEST_WORD = 40
MOST_WORDS = 8
# Longer than any name and address typed together; the rest of a pasted page says nothing.
LONGEST_QUERY = 200

WORD = re.compile(r"[a-z0-9]+")
# Letters that Unicode does not decompose into a base letter and a mark.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})

LINKING_WORDS = frozenset(
    ["a", "au", "aux", "d", "de", "del", "des", "du", "en", "et", "l", "la", "le", "les"]
)

HOSPITAL = "hopital ch centre hospitalier"
# What a word of a name also answers to.
ALSO_KNOWN_AS = {
    "ch": HOSPITAL,
    "chi": f"{HOSPITAL} intercommunal",
    "chic": f"{HOSPITAL} intercommunal",
    "chr": f"{HOSPITAL} regional",
    "chru": f"{HOSPITAL} regional universitaire chu",
    "chs": f"{HOSPITAL} specialise",
    "chu": f"{HOSPITAL} universitaire",
    "ehpad": "etablissement hebergement personnes agees dependantes maison retraite",
    "had": "hospitalisation domicile",
    "hia": f"{HOSPITAL} instruction armees",
    "hl": f"{HOSPITAL} local",
    "hop": HOSPITAL,
    "hopit": HOSPITAL,
    "hopital": HOSPITAL,
    "hopitaux": HOSPITAL,
    "hospitalier": "hopital",
    "ime": "institut medico educatif",
    "mas": "maison accueil specialisee",
    "mco": "medecine chirurgie obstetrique",
    "msp": "maison sante pluriprofessionnelle",
    "ssr": "soins suite readaptation smr",
    "smr": "soins medicaux readaptation ssr",
    "usld": "unite soins longue duree",
    "clin": "clinique",
    "polyclin": "polyclinique",
    "pharm": "pharmacie",
    "labo": "laboratoire",
    "ctre": "centre",
    "cent": "centre",
    "univ": "universitaire",
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "saint": "st",
    "sainte": "ste",
    "saints": "sts",
    "n": "notre",
    "dr": "docteur",
    "docteur": "dr",
    "gen": "general",
    "res": "residence",
    "fond": "fondation",
    "assoc": "association",
    "ass": "association",
}
# What a run of words of a name also answers to; the longest that matches is not preferred: all do.
SHORT_FORMS = {
    "centre hospitalier": "ch",
    "centre hospitalier universitaire": "chu",
    "centre hospitalier regional": "chr",
    "centre hospitalier regional universitaire": "chru chu",
    "centre hospitalier intercommunal": "chi",
    "centre hospitalier specialise": "chs",
    "etablissement hebergement personnes agees dependantes": "ehpad",
    "hospitalisation domicile": "had",
    "institut medico educatif": "ime",
    "maison accueil specialisee": "mas",
    "maison retraite": "ehpad",
    "maison sante pluriprofessionnelle": "msp",
    "notre dame": "nd",
    "soins suite readaptation": "ssr smr",
    "soins medicaux readaptation": "smr ssr",
    "unite soins longue duree": "usld",
}


def words(text: str) -> list[str]:
    """Return the words of `text`, without case, accents or punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return [word[:LONGEST_WORD] for word in WORD.findall(bare)]


def searchable_text(name: str, town: str, numbers: Iterable[str]) -> str:
    """Return what a structure is found by: its name first, then its town, numbers, other forms."""
    named = words(name)
    said = [*named, *words(town), *(word for number in numbers for word in words(number))]
    return " ".join(dict.fromkeys([*said, *_other_forms(said)]))


def query_words(query: str) -> list[str]:
    """Return the words to look for in what somebody typed; none when nothing can be found.

    A number typed with spaces is one word. Linking words are left out, unless alone.
    """
    typed = words(query[:LONGEST_QUERY])
    if len(typed) > 1 and all(word[:1].isdigit() for word in typed):
        return ["".join(typed)[:LONGEST_WORD]]
    telling = [word for word in typed if word not in LINKING_WORDS]
    return list(dict.fromkeys(telling or typed))[:MOST_WORDS]


def _other_forms(said: Sequence[str]) -> list[str]:
    """Return the long forms of abbreviations in `said`, and the abbreviations of long forms."""
    forms = [form for word in said for form in ALSO_KNOWN_AS.get(word, "").split()]
    run = " ".join(["", *(word for word in said if word not in LINKING_WORDS), ""])
    for long_form, short_form in SHORT_FORMS.items():
        if f" {long_form} " in run:
            forms += short_form.split()
    return forms
