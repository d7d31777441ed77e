"""What languages are called besides CLDR's names, folded: by code, names with "|" between them. And how people say that
somebody speaks one."""

from typing import Final

LANGUAGE_NAMES: Final[dict[str, str]] = {
    "ar": "arabophone|arabophones|arabofono|arabofona|arabic speaking",
    "bn": "bangla",
    "dyu": "jula|dioula|dyula",
    "en": "anglophone|anglophones|anglofono|anglofona|anglofonos|anglais|ingles|inglesa|anglaise|english",
    "es": "hispanophone|hispanophones|hispanohablante|hispanohablantes|hispanoparlante|castellano|castillan|castilian"
    "|espanol|espanola|espagnol|espagnole|spanish|hispanic",
    "fa": "farsi|dari",
    "fr": "francophone|francophones|francofono|francofona|francofonos|francais|francaise|frances|francesa|french",
    "he": "hebreu|hebrew|hebreo",
    "ht": "haitian creole|kreyol|creole haitien|criollo haitiano",
    "id": "bahasa indonesia|bahasa",
    "ja": "japonais|japonaise|japones|japonesa|japanese",
    "mg": "malagasy|malgache",
    "mos": "moore",
    "ne": "nepali",
    "ny": "chichewa|chewa",
    "pt": "lusophone|lusophones|lusofono|lusofona|portugais|portugaise|portugues|portuguesa|portuguese|brazilian portuguese",
    "rn": "kirundi",
    "ru": "russophone|russophones|rusofono|russe|russian|ruso|rusa",
    "rw": "kinyarwanda",
    "sw": "swahili|kiswahili|suajili|suahili",
    "tl": "tagalog|filipino|pilipino",
    "zh": "mandarin|mandarin chinese|chinois|chinoise|chino|cantonese|putonghua",
    "de": "allemand|allemande|aleman|alemana|german|germanophone",
    "it": "italien|italienne|italiano|italiana|italian",
    "tr": "turc|turque|turco|turca|turkish",
    "pl": "polonais|polonaise|polaco|polaca",
    "nl": "flemish|flamand|neerlandais|holandes|hollandais",
}

# Before a language, and after one: with them, nobody is meant who only has the word in their profile.
_SPEAKS = (
    "speak speaks speaking spoken fluent native parle parlent parler parlant habla hablan hablar hablando"
)
_SPEAKERS = "speaker speakers speaking locuteur locuteurs hablante hablantes parlante parlantes"
SPEAKS: Final = frozenset(_SPEAKS.split())
SPEAKERS: Final = frozenset(_SPEAKERS.split())

_OTHER_THINGS = (
    "tonga nauru ewe ido interlingua latin latino avar kongo congo ga twi vai afar cree corse corso galo volapuk pali"
    " zhuang ganda luba luo kri more moore"
)
# Names of languages that are other things first, to us: ordinary words, names, countries.
NOT_A_LANGUAGE: Final = frozenset(_OTHER_THINGS.split())
