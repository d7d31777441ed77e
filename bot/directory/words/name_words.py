"""Words that don't matter for whether two names are the same, or that are written in several ways. Pure, folded."""

from typing import Final

_SMALL: Final = """
the of for and on in to at by with from a an de la le les l des du d et en aux au pour sur dans del el los las y e para
por con al contra do da dos das und der die fur
"""
SMALL: Final = frozenset(_SMALL.split())

# At the end of a name these say what kind of company it is.
_LEGAL: Final = """
ltd limited inc incorporated llc llp plc gmbh sa sas sarl sarlu srl sl slu spa ag bv nv ab oy asbl aisbl pty pvt co corp
corporation ev kft sac cv eirl
"""
LEGAL: Final = frozenset(_LEGAL.split())

# How names are abbreviated.
ABBREVIATED: Final = {
    "min": "ministry",
    "dept": "department",
    "dep": "department",
    "assn": "association",
    "assoc": "association",
    "fed": "federation",
    "intl": "international",
    "natl": "national",
    "govt": "government",
    "univ": "university",
    "inst": "institute",
    "org": "organisation",
    "fdn": "foundation",
    "conf": "confederation",
}
# Written in one way, whichever it was.
_SPELLED: Final = ABBREVIATED | {
    "labor": "labour",
    "labors": "labour",
    "center": "centre",
    "centers": "centre",
    "program": "programme",
    "programs": "programme",
    "defense": "defence",
    "behavior": "behaviour",
    "st": "saint",
    "sta": "santa",
    "woman": "women",
    "child": "children",
}
# What kinds of bodies are called in the other languages: “Ministerio de Trabajo del Perú” is “Ministry of Labour of Peru”.
_KINDS: Final = """
ministry ministerio ministere
university universidad universite
federation federacion
confederation confederacion
association asociacion
organisation organizacion
institute instituto institut
foundation fundacion fondation
centre centro
national nacional nationale
international internacional internationale
labour trabajo travail
chamber camara chambre
commerce comercio
"""
ONE_WAY: Final = _SPELLED | {
    word: row.split()[0] for row in _KINDS.strip().splitlines() for word in row.split()[1:]
}

# Short names of countries, which are more than a word's worth only beside other words.
SHORT_COUNTRIES: Final = {
    "us": "US",
    "usa": "US",
    "uk": "GB",
    "uae": "AE",
    "drc": "CD",
    "rdc": "CD",
    "car": "CF",
    "rca": "CF",
    "png": "PG",
}
