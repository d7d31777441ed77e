"""What countries are called beside what CLDR says: short, former and official names, and frequent ways of writing.

Folded, by code, with "|" between.
"""

from typing import Final

ALIASES: Final = {
    "AE": "emirates|emirats|emiratos|emirats arabes|emiratos arabes",
    "AG": "antigua|antigua and barbuda|antigua et barbuda",
    "AZ": "azerbaijani republic",
    "BA": "bosnia|bosnie|bosnia and herzegovina|bosnie et herzegovine|bosnia herzegovina",
    "BD": "east pakistan",
    "BF": "burkina|haute volta|upper volta|alto volta",
    "BJ": "dahomey",
    "BN": "brunei darussalam",
    "BO": "etat plurinational de bolivie|estado plurinacional de bolivia|bolivia plurinational state of",
    "BW": "bechuanaland|betchouanaland",
    "BY": "belarus|bielorussie|byelorussia|bielorrusia",
    "BZ": "british honduras|honduras britannique|honduras britanica",
    "CD": (
        "congo|congo kinshasa|congo drc|congo rdc|rep dem congo|democratic republic of congo|dem rep congo|congo dem rep"
        "|congo rep dem|rep dem du congo|congo the democratic republic of the|republica democratica del congo"
        "|congo democratic republic of the|belgian congo|congo democratique"
    ),
    "CF": "centrafrique|central african republic|republique centrafricaine|republica centroafricana|oubangui chari|ubangi shari",
    "CG": "congo brazzaville|congo republic|republic of congo|congo rep|congo republic of|congo republic of the",
    "CI": "ivory coast|cote ivoire|costa marfil|cote d ivory",
    "CL": "cile",
    "CN": "cina|prc|people s republic of china|republique populaire de chine|republica popular china",
    "CR": "costa rican",
    "CU": "kuba",
    "CV": "cape verde|cap vert|cabo verde",
    "CZ": "czech republic|czechia|tchequie|chequia",
    "DE": "deutschland|bundesrepublik deutschland|rfa",
    "DJ": "french somaliland|afars and issas",
    "DK": "danemark|dinamarca",
    "DO": "dominican republic|republique dominicaine|republica dominicana|rep dominicana|rep dominicaine",
    "EG": "egypt arab rep|arab republic of egypt",
    "EH": "western sahara",
    "ES": "espana|kingdom of spain",
    "ET": "abyssinia|abyssinie|abisinia",
    "FK": "malvinas|falklands|malouines",
    "FM": (
        "micronesia|micronesie|federated states of micronesia|micronesia federated states of|micronesia fed sts"
        "|etats federes de micronesie|estados federados de micronesia"
    ),
    "GB": (
        "u k|britain|angleterre|inglaterra|ecosse|escocia|gales|northern ireland|irlande du nord|irlanda del norte|england"
        "|united kingdom of great britain and northern ireland|royaume uni de grande bretagne et d irlande du nord"
        "|reino unido de gran bretana e irlanda del norte|royaume uni|reino unido|pays de galles"
    ),
    "GH": "gold coast|cote de l or|costa de oro",
    "GM": "gambia|gambie",
    "GN": "guinea conakry|guinee conakry|guinee",
    "GQ": "equatorial guinea|guinee equatoriale|spanish guinea|guinee espagnole|guinea espanola",
    "GW": "guinea bissau|guinee bissau|portuguese guinea|guinee portugaise|guinea portuguesa",
    "GY": "british guiana",
    "HK": "hong kong|rae de hong kong china|rae de hong kong",
    "ID": "dutch east indies|indes neerlandaises|indias orientales neerlandesas",
    "IE": "eire|irish free state",
    "IL": "israeli|israelien|israelienne",
    "IN": "bharat|hindustan",
    "IQ": "mesopotamia|mesopotamie",
    "IR": "persia|perse|republique islamique d iran|republica islamica de iran|iran islamic republic of|iran islamic rep",
    "JO": "transjordan|transjordanie|transjordania",
    "JP": "nippon|nihon",
    "KG": "kyrgyz republic|kirghizie|kirghizistan|kirguizistan",
    "KH": "kampuchea|cambodge|khmer republic|republique khmere|republica jemer|democratic kampuchea",
    "KI": "gilbert islands",
    "KN": "saint kitts|st kitts",
    "KP": (
        "dprk|democratic people s republic of korea|coree du nord|korea democratic people s republic of|korea dem people s rep"
        "|republique populaire democratique de coree|republica popular democratica de corea"
    ),
    "KR": "korea|coree|corea|republic of korea|republique de coree|republica de corea|korea republic of|korea rep",
    "LA": "laos|lao people s democratic republic",
    "LC": "st lucia|ste lucie",
    "LK": "ceylon|ceylan|ceilan|shri lanka",
    "LS": "basutoland",
    "LY": "libyan arab jamahiriya|jamahiriya",
    "MD": "moldavia|moldavie|moldovia|moldova republic of|republique de moldova|republica de moldova",
    "MG": "malagasy republic",
    "MK": "north macedonia|macedoine du nord|macedonia del norte",
    "ML": "french sudan|soudan francais|sudan frances",
    "MM": "burma|birmanie|birmania|myanmar",
    "MN": "mongolie",
    "MO": "macao|macau|rae de macao china|rae de macao",
    "MU": "mauritius|ile maurice|mauricio|isla mauricio",
    "MV": "maldives|maldivas",
    "MW": "nyasaland|nyassaland|niasalandia",
    "NA": "south west africa|sud ouest africain",
    "NL": "pays bas|paises bajos|netherlands",
    "NZ": "new zealander|neo zelandais|neozelandes|aotearoa",
    "OM": "muscat and oman",
    "PG": "papua|papouasie|papua nueva guinea",
    "PH": "philippines|filipinas",
    "PK": "islamic republic of pakistan",
    "PS": (
        "palestine|west bank|gaza|cisjordanie|cisjordania|occupied palestinian territory|territoire palestinien occupe"
        "|palestine state of|palestinian territory occupied|etat de palestine|estado de palestina|territorio palestino ocupado"
        "|palestinian territory"
    ),
    "RE": "la reunion|ile de la reunion|reunion island",
    "RU": "russia|russie|rusia",
    "RW": "ruanda",
    "SA": "saudi arabia|saudi arabian|arabie saoudite",
    "SB": "solomons",
    "SD": "sudan|soudan|north sudan",
    "SK": "slovak republic|republique slovaque|republica eslovaca",
    "SL": "sierra leonean|sierra leonais|sierraleones",
    "SR": "dutch guiana|surinam",
    "SS": "south sudan|soudan du sud|sudan del sur|republic of south sudan",
    "ST": "sao tome|sao tome and principe|santo tome",
    "SV": "el salvador|salvador",
    "SZ": "eswatini",
    "TD": "ciad",
    "TH": "siam",
    "TL": "timor|timor leste|timor oriental|east timor|timor este",
    "TR": "turkey|turquie|turquia|turkiye|turkei",
    "TT": "trinidad|trinite et tobago|trinidad and tobago|trinidad y tobago|trinite",
    "TV": "ellice islands",
    "TW": "formosa|chinese taipei|taiwan province of china",
    "TZ": "tanganyika|zanzibar|republique unie de tanzanie|republica unida de tanzania|tanzania united republic of",
    "UM": "u s outlying islands",
    "US": (
        "u s|u s a|the united states|the states|etats unis|etats unis d amerique|estados unidos|estados unidos de america|ee uu"
        "|united states of america|usa|eeuu"
    ),
    "VA": "vatican|vaticano|vatican city",
    "VC": "saint vincent|st vincent|saint vincent and the grenadines|st vincent grenadines|st vincent and grenadines",
    "VE": "republique bolivarienne du venezuela|republica bolivariana de venezuela|venezuela bolivarian republic of|venezuela rb",
    "VI": "u s virgin islands",
    "VN": "viet nam|vietnam",
    "VU": "new hebrides|nouvelles hebrides|nuevas hebridas",
    "WS": "western samoa|samoa occidental|samoa occidentales",
    "YE": "yemen rep|republic of yemen|north yemen|south yemen",
    "ZA": "rsa|sudafrica|south african|sud africain|sud africaine|afrique du sud|africa del sur",
    "ZM": "northern rhodesia|rhodesie du nord|rodesia del norte",
    "ZW": "rhodesia|rhodesie|rodesia|southern rhodesia",
}
