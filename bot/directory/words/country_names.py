"""What countries are called: folded names, former ones, those of other languages, and demonyms, each leading to one code."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Final

from bot import cldr
from bot.directory.words import countries
from bot.directory.words.demonyms import DEMONYMS, plurals
from bot.directory.words.folding import fold
from bot.directory.words.foreign import in_latin
from bot.i18n import LANGUAGES

# What neither CLDR nor `countries` gives, folded: short, former and official names, and frequent ways of writing.
_MORE: Final = {
    "AE": "emirates|emirats|emiratos|emirats arabes|emiratos arabes",
    "AG": "antigua|antigua and barbuda|antigua et barbuda",
    "BA": "bosnia|bosnie|bosnia and herzegovina|bosnie et herzegovine|bosnia herzegovina",
    "BF": "burkina|haute volta|upper volta|alto volta",
    "BJ": "dahomey",
    "BO": "etat plurinational de bolivie|estado plurinacional de bolivia",
    "BY": "belarus|bielorussie|byelorussia|bielorrusia",
    "CD": "congo|congo kinshasa|congo drc|congo rdc|rep dem congo|democratic republic of congo|dem rep congo"
    "|republica democratica del congo|congo democratic republic of the|belgian congo|congo democratique",
    "CF": "centrafrique|central african republic|republique centrafricaine|republica centroafricana",
    "CG": "congo brazzaville|congo republic|republic of congo",
    "CI": "ivory coast|cote ivoire|costa marfil|cote d ivory",
    "CN": "cina|prc|people s republic of china|republique populaire de chine|republica popular china",
    "CV": "cape verde|cap vert|cabo verde",
    "CZ": "czech republic|czechia|tchequie|chequia",
    "DE": "deutschland|bundesrepublik deutschland|rfa",
    "DO": "dominican republic|republique dominicaine|republica dominicana|rep dominicana|rep dominicaine",
    "EH": "western sahara",
    "ES": "espana|kingdom of spain",
    "ET": "abyssinia|abyssinie|abisinia",
    "FM": "micronesia|micronesie|federated states of micronesia",
    "FK": "malvinas|falklands|malouines",
    "GB": "u k|britain|angleterre|inglaterra|ecosse|escocia|gales|northern ireland|irlande du nord|irlanda del norte|england"
    "|royaume uni|reino unido|pays de galles",
    "GN": "guinea conakry|guinee conakry|guinee",
    "GM": "gambia|gambie",
    "GW": "guinea bissau|guinee bissau",
    "HK": "hong kong|rae de hong kong china|rae de hong kong",
    "IR": "persia|perse|republique islamique d iran|republica islamica de iran|iran islamic republic of",
    "KG": "kyrgyz republic|kirghizie|kirghizistan|kirguizistan",
    "KH": "kampuchea|cambodge",
    "KN": "saint kitts|st kitts",
    "KP": "dprk|democratic people s republic of korea|coree du nord|korea democratic people s republic of",
    "KR": "korea|coree|corea|republic of korea|republique de coree|republica de corea|korea republic of",
    "LA": "laos|lao people s democratic republic",
    "LC": "st lucia|ste lucie",
    "LK": "ceylon|ceylan|ceilan|shri lanka",
    "LY": "libyan arab jamahiriya|jamahiriya",
    "MD": "moldavia|moldavie|moldovia",
    "MK": "north macedonia|macedoine du nord|macedonia del norte",
    "MM": "burma|birmanie|birmania|myanmar",
    "MO": "macao|macau|rae de macao china|rae de macao",
    "MU": "mauritius|ile maurice|mauricio|isla mauricio",
    "MG": "malagasy republic",
    "NL": "pays bas|paises bajos|netherlands",
    "PG": "papua|papouasie|papua nueva guinea",
    "PS": "palestine|west bank|gaza|cisjordanie|cisjordania|occupied palestinian territory|territoire palestinien occupe"
    "|territorio palestino ocupado|palestinian territory",
    "RE": "la reunion|ile de la reunion|reunion island",
    "RU": "russia|russie|rusia",
    "RW": "ruanda",
    "SD": "sudan|soudan|north sudan",
    "SS": "south sudan|soudan du sud|sudan del sur|republic of south sudan",
    "ST": "sao tome|sao tome and principe|santo tome",
    "SV": "el salvador|salvador",
    "SZ": "eswatini",
    "TL": "timor|timor leste|timor oriental|east timor|timor este",
    "TR": "turkey|turquie|turquia|turkiye|turkei",
    "TT": "trinidad|trinite et tobago|trinidad and tobago|trinidad y tobago|trinite",
    "TW": "formosa|chinese taipei",
    "TZ": "tanganyika|zanzibar|republique unie de tanzanie|republica unida de tanzania|tanzania united republic of",
    "US": "u s|u s a|the united states|the states|etats unis|etats unis d amerique|estados unidos|estados unidos de america"
    "|ee uu|united states of america|usa|eeuu",
    "VA": "vatican|vaticano|vatican city",
    "UM": "u s outlying islands",
    "VC": "saint vincent|st vincent|saint vincent and the grenadines|st vincent grenadines|st vincent and grenadines",
    "VI": "u s virgin islands",
    "VE": "republique bolivarienne du venezuela|republica bolivariana de venezuela",
    "VN": "viet nam|vietnam",
    "ZA": "rsa|sudafrica|south african|sud africain|sud africaine|afrique du sud|africa del sur",
    "ZW": "rhodesia|rhodesie|rodesia|southern rhodesia",
    "CL": "cile",
    "CR": "costa rican",
    "CU": "kuba",
    "TD": "ciad",
    "NZ": "new zealander|neo zelandais|neozelandes|aotearoa",
    "PH": "philippines|filipinas",
    "PK": "islamic republic of pakistan",
    "SL": "sierra leonean|sierra leonais|sierraleones",
    "DK": "danemark|dinamarca",
    "GQ": "equatorial guinea|guinee equatoriale",
    "IL": "israeli|israelien|israelienne",
    "MV": "maldives|maldivas",
    "MN": "mongolie",
    "SB": "solomons",
    "SA": "saudi arabia|saudi arabian|arabie saoudite",
    "BD": "east pakistan",
    "AZ": "azerbaijani republic",
}

# Not names of countries to us, though lists have them: ordinary words, regions, and abbreviations that are words in small letters.
NOT_A_COUNTRY: Final = frozenset(
    {"america", "amerique", "reunion", "la reunion", "car", "rca", "eau", "eua", "rok", "ksa"}
    | {"island", "franca", "gana", "turki", "misri", "misir", "saudia", "somali", "servie", "guba"}
)
# Those abbreviations are known in capitals.
IN_CAPITALS: Final = {"CAR": "CF", "RCA": "CF", "EAU": "AE", "EUA": "US", "ROK": "KR", "KSA": "SA"}


def ways(name: str, *, with_bracketed: bool = True) -> Iterator[str]:
    """The folded ways of writing a country's name: with what is in brackets and without; with and, st and their like."""
    name = _VOWEL_MARKS.sub("", name)
    plain, _, bracketed = name.partition("(")
    for text in (name, plain, bracketed) if with_bracketed else (name, plain):
        words = fold(text)
        for drop in (("sar", "china"), ("china",), ("chine",)):
            if words[-len(drop) :] == list(drop) and len(words) > len(drop):
                yield " ".join(words[: -len(drop)])
        if words:
            yield " ".join(words)
            swapped = [_SAINTS.get(word, (word,)) for word in words]
            yield from (" ".join(way) for way in product(*swapped))
        if "&" in text:
            for word in ("and", "et", "y", "e", "und"):
                yield " ".join(fold(text.replace("&", f" {word} ")))


_VOWEL_MARKS = re.compile("[\u064b-\u0652]")  # of Arabic: dictionaries write them, people don't
_SAINTS = {"saint": ("saint", "st"), "sainte": ("sainte", "ste"), "st": ("st", "saint"), "san": ("san", "st")}


@cache
def names() -> dict[str, str]:
    """In English, French and Spanish: by folded name, the code. A name that two countries have is the first one's here:
    what is written above, then CLDR's, then what the list of choices also knows, then demonyms."""
    found: dict[str, str] = {}
    for code, text in _MORE.items():
        found |= {name: code for name in text.split("|") if name}
    known = sorted(countries.codes())
    for language in LANGUAGES:
        territories = cldr.locale(language).territories
        for code in known:
            for way in ways(territories.get(code, "")):
                found.setdefault(way, code)
    for code in known:
        for name in countries.other_names(code):
            found.setdefault(" ".join(fold(name)), code)
    for code, text in DEMONYMS.items():
        for word in text.split():
            for way in plurals(word):
                found.setdefault(way, code)
    return {name: code for name, code in found.items() if name}


@cache
def foreign() -> dict[str, str]:
    """In other languages of our alphabet: by folded name, the code."""
    return {name: code for name, code in in_latin().items() if name not in NOT_A_COUNTRY}
