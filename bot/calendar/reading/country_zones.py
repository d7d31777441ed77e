"""The zone of a country, for what takes place in one."""

from functools import cache
from typing import Final

from bot import cldr

# CLDR keeps the first names that zones had.
_NOW: Final = {
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Europe/Kiev": "Europe/Kyiv",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "Africa/Asmera": "Africa/Asmara",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Pacific/Truk": "Pacific/Chuuk",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "America/Godthab": "America/Nuuk",
    "Pacific/Enderbury": "Pacific/Kanton",
}
# Countries of several zones: that of the capital, which is what their people mean until they say otherwise.
_CAPITALS: Final = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GB": "Europe/London",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
    "CI": "Africa/Abidjan",
    "MH": "Pacific/Majuro",
    "VN": "Asia/Ho_Chi_Minh",
}


def today_called(zone: str) -> str:
    """A zone of CLDR's by the name that it has today."""
    return _NOW.get(zone, zone)


@cache
def zone_of_country(code: str) -> str | None:
    """The zone of a country (ISO 3166-1 alpha-2) that has one, or of its capital."""
    if code in _CAPITALS:
        return _CAPITALS[code]
    zones = [zone for zone, territory in cldr.world().zones.items() if territory == code]
    return today_called(zones[0]) if len(zones) == 1 else None
