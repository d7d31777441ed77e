"""Towns, and the zones that their clocks follow: the cities of IANA's zones as CLDR spells them, capitals, and towns of the UN.

A zone of several names is said once; the names are those of English, French and Spanish, as they are spelt.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from bot import cldr
from bot.calendar.reading.country_zones import today_called
from bot.calendar.reading.text import fold
from bot.i18n import LANGUAGES

# What is no city of a zone: by zone, in all spellings.
_TOWNS: Final = {
    "Africa/Abidjan": "Yamoussoukro, Bouaké, Abiyán",
    "Africa/Accra": "Kumasi, Tema",
    "Africa/Addis_Ababa": "Addis Ababa, Addis-Abeba, Addis Abeba, Adís Abeba, Addis",
    "Africa/Algiers": "Oran",
    "Africa/Blantyre": "Lilongwe",
    "Africa/Cairo": "Le Caire, El Cairo, Alexandria, Alexandrie, Alejandría",
    "Africa/Casablanca": "Rabat, Marrakesh, Marrakech, Tangier, Tanger",
    "Africa/Dakar": "Saly, Thiès",
    "Africa/Dar_es_Salaam": "Dodoma, Zanzibar, Arusha, Dar es Salam",
    "Africa/Johannesburg": "Pretoria, Cape Town, Le Cap, Ciudad del Cabo, Durban",
    "Africa/Kampala": "Entebbe",
    "Africa/Lagos": "Abuja",
    "Africa/Nairobi": "Mombasa",
    "Africa/Porto-Novo": "Cotonou",
    "Africa/Douala": "Yaoundé, Yaunde",
    "Africa/Bujumbura": "Gitega",
    "Africa/Nouakchott": "Nuakchot",
    "Africa/Ouagadougou": "Uagadugú, Ouaga",
    "Africa/Lubumbashi": "Goma, Bukavu",
    "Africa/Tunis": "Túnez",
    "America/Argentina/Buenos_Aires": "Buenos Aires",
    "America/Asuncion": "Asunción",
    "America/Bogota": "Cartagena, Cartagena de Indias, Medellín, Cali",
    "America/Guayaquil": "Quito",
    "America/La_Paz": "Santa Cruz de la Sierra, Cochabamba, Sucre",
    "America/Lima": "Cusco, Cuzco, Arequipa",
    "America/Mexico_City": "Ciudad de México, Mexico City, CDMX, Guadalajara",
    "America/Cancun": "Cancún",
    "America/New_York": "NYC, Nueva York, Washington, Washington DC, Washington D.C., Boston, Philadelphia, Atlanta, Miami",
    "America/Los_Angeles": "San Francisco, Seattle, San Diego",
    "America/Chicago": "Houston, Dallas",
    "America/Toronto": "Ottawa, Montreal, Montréal, Québec, Quebec",
    "America/Vancouver": "Victoria",
    "America/Port_of_Spain": "Port of Spain, Puerto España",
    "America/Port-au-Prince": "Puerto Príncipe",
    "America/Santiago": "Santiago de Chile, Valparaíso",
    "America/Santo_Domingo": "Saint-Domingue",
    "America/Sao_Paulo": "Brasilia, Brasília, Rio de Janeiro, Río de Janeiro, Rio",
    "America/Tegucigalpa": "San Pedro Sula",
    "America/Barbados": "Bridgetown",
    "America/Jamaica": "Kingston",
    "America/Havana": "La Habana, La Havane, Havana",
    "America/Guatemala": "Guatemala City, Ciudad de Guatemala",
    "America/Panama": "Panama City, Ciudad de Panamá",
    "America/Costa_Rica": "San José",
    "America/El_Salvador": "San Salvador",
    "Asia/Bangkok": "Chiang Mai",
    "Asia/Beirut": "Beyrouth",
    "Asia/Dhaka": "Dacca, Daca, Chittagong, Cox's Bazar",
    "Asia/Ho_Chi_Minh": "Hanoi, Hanói, Hanoï, Ho Chi Minh City, Da Nang",
    "Asia/Jakarta": "Yakarta, Bandung",
    "Asia/Makassar": "Bali",
    "Asia/Jerusalem": "Tel Aviv",
    "Asia/Hebron": "Ramallah",
    "Asia/Karachi": "Islamabad, Lahore",
    "Asia/Kathmandu": "Katmandu, Katmandou, Katmandú, Pokhara",
    "Asia/Kolkata": "New Delhi, Delhi, Nueva Delhi, Mumbai, Bombay, Bangalore, Chennai, Kolkata, Calcutta",
    "Asia/Manila": "Manille, Cebu, Davao",
    "Asia/Riyadh": "Riyad, Riad, Djeddah, Jeddah",
    "Asia/Seoul": "Séoul, Seúl, Busan",
    "Asia/Shanghai": "Beijing, Pékin, Pekín, Shenzhen",
    "Asia/Tashkent": "Tachkent, Taskent",
    "Asia/Tokyo": "Kyoto, Osaka, Hiroshima",
    "Asia/Ulaanbaatar": "Oulan-Bator, Ulán Bator, Ulan Bator",
    "Asia/Yangon": "Rangoon, Naypyidaw, Rangún",
    "Asia/Dubai": "Abu Dhabi, Abou Dhabi, Abu Dabi",
    "Asia/Almaty": "Astana, Nur-Sultan",
    "Asia/Kuala_Lumpur": "Kuala Lumpur",
    "Asia/Phnom_Penh": "Siem Reap",
    "Asia/Colombo": "Sri Jayawardenepura Kotte",
    "Asia/Muscat": "Mascate",
    "Australia/Sydney": "Canberra",
    "Europe/Amsterdam": "The Hague, La Haye, La Haya, Den Haag, Rotterdam",
    "Europe/Berlin": "Bonn, Frankfurt, Hamburg, Munich, Cologne",
    "Europe/Brussels": "Brussels, Bruxelles, Bruselas",
    "Europe/Istanbul": "Ankara, Estambul",
    "Europe/Kyiv": "Kyiv, Kiev",
    "Europe/London": "Edinburgh, Oxford, Cambridge, Manchester, Nottingham, Wilton Park",
    "Europe/Madrid": "Barcelona, Barcelone, Seville, Sevilla, Valencia",
    "Europe/Paris": "Strasbourg, Lyon, Marseille, Estrasburgo",
    "Europe/Rome": "Turin, Torino, Turín, Milan, Florence, Palermo, Roma, Naples",
    "Europe/Vienna": "Viena, Vienne",
    "Europe/Zurich": "Geneva, Genève, Ginebra, Bern, Berne, Berna, Basel, Lausanne, Davos",
    "Pacific/Auckland": "Wellington",
    "Pacific/Fiji": "Suva, Nadi",
    "Pacific/Guadalcanal": "Honiara",
    "Pacific/Efate": "Port Vila",
    "Pacific/Tongatapu": "Nuku'alofa",
}
SHORT: Final = {"NY": ("New York", "America/New_York")}  # read in capitals only
ONLINE: Final = (
    "online",
    "en ligne",
    "en línea",
    "virtual",
    "virtuel",
    "virtuelle",
    "Zoom",
    "MS Teams",
    "Webex",
)
# Ordinary words: these towns are known by their capitals only.
WORDS: Final = frozenset(
    {
        "la paz",
        "male",
        "victoria",
        "rio",
        "sucre",
        "cali",
        "florence",
        "milan",
        "valencia",
        "oran",
        "goma",
        "tema",
    }
)
_NO_TOWNS: Final = frozenset({
    "reunion", "la reunion", "mexico", "mexique", "center", "easter", "ile de paques", "pascua", "isla de pascua", "christmas", "midway",
    "wake", "resolute", "davis", "casey", "nome", "knox", "mawson", "palmer", "troll", "cocos", "navidad", "noel", "guam", "mayotte",
    "canary", "currie", "noronha", "madeira", "merida", "regina", "phoenix", "bahia", "aden", "creston", "metlakatla", "sitka", "yakutat",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A town as it is spelt, and the zone that its clocks follow; online is in none."""

    name: str
    timezone: str | None


def is_online(place: str) -> bool:
    """Whether what was typed as a place begins with a word for none: “Online (Zoom)”."""
    return fold(place).startswith(_ONLINE)


_ONLINE: Final = tuple(fold(name) for name in ONLINE)
_PARTING: Final = str.maketrans("-'.", "   ")


@cache
def places(language: str) -> dict[str, Place]:
    """By folded name, words parted by blanks. Where languages spell a name apart by accents only, it is as `language` has it."""
    found: dict[str, Place] = {}
    for zone, names in _TOWNS.items():
        for name in filter(None, names.split(", ")):
            found[key(name)] = Place(name, zone)
    for name in ONLINE:
        found[key(name)] = Place(name, None)
    for zone in cldr.world().zones:
        continent, _, city = zone.partition("/")
        if "/" in city or continent in ("Etc", "Antarctica") or not city:
            continue
        plain = city.replace("_", " ")
        for spoken in (language, *LANGUAGES):
            name = cldr.locale(spoken).cities.get(zone) or plain
            if key(name) not in _NO_TOWNS:
                found.setdefault(key(name), Place(name, today_called(zone)))
    return found


def key(name: str) -> str:
    """A name as it is looked up."""
    return key_of_folded(fold(name))


def key_of_folded(name: str) -> str:
    return " ".join(name.translate(_PARTING).split())
