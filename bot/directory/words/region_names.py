"""What regions are called, folded, in English, French and Spanish: by key, names with "|" between them."""

from typing import Final

REGION_NAMES: Final[dict[str, str]] = {
    "africa": "africa|african|afrique|africain|africaine|africains|africaines|africano|africana|africanos|africanas",
    "americas": "americas|the americas|america|ameriques|les ameriques|amerique|las americas",
    "arab-states": "arab states|arab state|arab region|arab countries|arab country|arab world|etats arabes|pays arabes"
    "|monde arabe|region arabe|estados arabes|paises arabes|mundo arabe|arab|arabs",
    "asia-pacific": "asia and the pacific|asia and pacific|asia pacific|the asia pacific|apac|asie et pacifique|asie pacifique"
    "|asie et le pacifique|asia y el pacifico|asia y pacifico|asia pacifico",
    "europe-central-asia": "europe and central asia|europe central asia|eca|europe et asie centrale|europe asie centrale"
    "|europa y asia central|europa asia central",
    "north-africa": "north africa|northern africa|north african|afrique du nord|afrique septentrionale|africa del norte"
    "|norte de africa|africa septentrional|nord africain|norteafricano|norteafricana",
    "west-africa": "west africa|western africa|west african|afrique de l ouest|afrique ouest|afrique occidentale"
    "|africa occidental|africa del oeste|ouest africain|ouest africaine|ecowas|cedeao|ceao",
    "central-africa": "central africa|middle africa|central african|afrique centrale|africa central|cemac",
    "east-africa": "east africa|eastern africa|east african|afrique de l est|afrique est|afrique orientale|africa oriental"
    "|africa del este|est africain|horn of africa|corne de l afrique|cuerno de africa",
    "southern-africa": "southern africa|southern african|afrique australe|afrique meridionale|africa austral"
    "|africa meridional|sadc",
    "caribbean": "caribbean|the caribbean|west indies|caraibes|caraibe|les caraibes|antilles|caribe|el caribe|antillas|caricom"
    "|caribbeans|caribeno|caribena|caribeen|caribeenne",
    "central-america": "central america|central america and mexico|amerique centrale et mexique|centroamerica y mexico"
    "|central american|amerique centrale|america central|centroamerica|centroamericano"
    "|centroamericana|mesoamerica|mesoamerique",
    "south-america": "south america|south american|amerique du sud|america del sur|sudamerica|suramerica|sudamericano"
    "|sudamericana|sud americain|sud americaine|mercosur|cono sur|andean|andin|andine|andino|andina|andes",
    "central-asia": "central asia|central asian|asie centrale|asia central",
    "south-asia": "south asia|southern asia|south asian|asie du sud|asie meridionale|asia meridional|asia del sur"
    "|sur de asia|indian subcontinent|saarc",
    "south-east-asia": "south east asia|southeast asia|southeastern asia|south eastern asia|south east asian|southeast asian"
    "|asie du sud est|asie sud est|sudeste asiatico|sureste asiatico|asia sudoriental|sudeste de asia|asean|mekong",
    "east-asia": "east asia|eastern asia|east asian|asie de l est|asie orientale|asia oriental|extreme orient|far east"
    "|asia del este",
    "pacific": "pacific|the pacific|pacific islands|pacific island|pacific states|oceania|south pacific|oceanie|pacifique"
    "|iles du pacifique|pacifico|islas del pacifico|melanesia|melanesie|polynesia|polynesie",
    "eastern-europe": "eastern europe|east europe|eastern european|europe de l est|europe orientale|europa oriental"
    "|europa del este",
    "western-europe": "western europe|west europe|europe de l ouest|europe occidentale|europa occidental",
    "northern-europe": "northern europe|north europe|europe du nord|europa del norte|europa septentrional",
    "southern-europe": "southern europe|south europe|europe du sud|europa del sur|europa meridional",
    "north-america": "north america|northern america|north american|amerique du nord|america del norte|norteamerica"
    "|norteamericano|norteamericana|nord americain",
    "latin-america": "latin america|latin american|amerique latine|america latina|latinoamerica|latinoamericano"
    "|latinoamericana|iberoamerica|hispanoamerica|latino americain",
    "latin-america-caribbean": "latin america and the caribbean|latin america and caribbean|latin america caribbean|lac"
    "|amerique latine et caraibes|amerique latine et les caraibes|amerique latine caraibes|alc"
    "|america latina y el caribe|america latina y caribe|america latina caribe",
    "sub-saharan-africa": "sub saharan africa|subsaharan africa|afrique subsaharienne|afrique sub saharienne|afrique noire"
    "|africa subsahariana|africa sub sahariana|africa al sur del sahara|ssa",
    "sahel": "sahel|the sahel|sahelian|sahelien|sahelienne|saheliano",
    "maghreb": "maghreb|the maghreb|magreb|maghrebin|maghrebine|magrebi",
    "middle-east": "middle east|the middle east|near east|middle eastern|moyen orient|proche orient|oriente medio"
    "|medio oriente|oriente proximo|cercano oriente|levant",
    "middle-east-north-africa": "middle east and north africa|middle east and northern africa|middle east north africa|mena"
    "|moyen orient et afrique du nord|mona|oriente medio y norte de africa|oriente medio y africa del norte"
    "|medio oriente y norte de africa",
    "gulf": "gulf|the gulf|gulf states|gulf countries|persian gulf|gcc|golfe|pays du golfe|etats du golfe|golfo"
    "|paises del golfo|estados del golfo|golfo persico",
    "asia": "asia|asian|asie|asiatique|asiatico|asiatica|asians|asiatiques|asiaticos|asiaticas",
    "caucasus": "caucasus|the caucasus|south caucasus|caucase|caucase du sud|caucaso|caucaso sur",
    "europe": "europe|european|europeen|europeenne|europa|europeo|europea|europeans|europeens|europeennes|europeos|europeas",
    "european-union": "european union|eu|the eu|eu countries|eu member states|union europeenne|union europea|ue",
    "balkans": "balkans|the balkans|western balkans|balkan|les balkans|balcanes|los balcanes",
    "nordic-countries": "nordic countries|nordic|nordics|scandinavia|scandinavian|pays nordiques|scandinavie|paises nordicos"
    "|escandinavia",
}

# Abbreviations that are read in capitals only, and in `region:`.
SHORT: Final = frozenset({"eca", "lac", "alc", "ssa", "mona", "gcc", "eu", "ue"})
