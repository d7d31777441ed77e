"""Time zones in a sentence: CET, GMT, UTC+3, 3pm Eastern, heure de Paris, hora de Lima, New York time, Europe/Zurich."""

from datetime import date, datetime, timedelta
from functools import cache
from re import Match
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from bot.calendar.reading.place_names import places
from bot.calendar.reading.reader import Reader
from bot.calendar.reading.text import TAKEN, Text, one_of, pattern

# Abbreviations are not names: one stands for several zones, and who writes “CET” in July means the clock on the wall.
ABBREVIATIONS: Final = {
    "utc": "UTC", "gmt": "UTC", "z": "UTC", "cet": "Europe/Paris", "cest": "Europe/Paris", "eet": "Europe/Athens", "eest": "Europe/Athens",
    "wet": "Europe/Lisbon", "bst": "Europe/London", "msk": "Europe/Moscow", "est": "America/New_York", "edt": "America/New_York",
    "et": "America/New_York", "cst": "America/Chicago", "cdt": "America/Chicago", "mst": "America/Denver", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles", "pet": "America/Lima", "cot": "America/Bogota", "ect": "America/Guayaquil",
    "clt": "America/Santiago", "art": "America/Argentina/Buenos_Aires", "brt": "America/Sao_Paulo", "wat": "Africa/Lagos",
    "cat": "Africa/Maputo", "eat": "Africa/Nairobi", "sast": "Africa/Johannesburg", "ist": "Asia/Kolkata", "npt": "Asia/Kathmandu",
    "ict": "Asia/Bangkok", "pkt": "Asia/Karachi", "wib": "Asia/Jakarta", "sgt": "Asia/Singapore", "hkt": "Asia/Hong_Kong",
    "pht": "Asia/Manila", "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "aest": "Australia/Sydney", "fjt": "Pacific/Fiji",
}  # fmt: skip
# Those that are no word of our three languages are read in small letters too.
_NO_WORDS: Final = "utc|gmt|cet|cest|eet|edt|bst|pst|pdt|cdt|eat|wib|jst|sast|aest|msk"
_PARTS_OF_HOURS: Final = {330: "Asia/Kolkata", 345: "Asia/Kathmandu", 270: "Asia/Kabul", 210: "Asia/Tehran", 390: "Asia/Yangon",
                          570: "Australia/Darwin", -210: "America/St_Johns", 525: "Australia/Eucla", 765: "Pacific/Chatham"}  # fmt: skip

_OFFSET: Final = pattern(r"\(?(?:utc|gmt) ?(?P<sign>[+-]) ?(?P<h>[0-9]{1,2})(?::?(?P<m>[0-5][0-9]))?\)?")
_AFTER_HOUR: Final = pattern(rf"(?<={TAKEN})[ ,(]{{0,3}}(?P<z>{one_of(ABBREVIATIONS)})\)?")
_ANYWHERE: Final = pattern(rf"\(?(?P<z>{one_of(_NO_WORDS)})\)?")
_NAMED: Final = pattern(r"\(?(?P<z>[a-z]{4,10}/[a-z_]{3,20}(?:/[a-z_]{3,20})?)\)?")
_OF_PLACE: Final = (
    pattern(
        r"\(?(?:a l')?(?:heure|hora)s? (?:locale |local )?(?:de |du |d')(?:la |el )?(?P<p>[a-z'-]{3,15}(?: [a-z'-]{2,15}){0,3})\)?"
    ),
    pattern(r"\(?(?P<p>[a-z'-]{3,15}(?: [a-z'-]{2,15}){0,3}) (?:time|local time)\)?"),
)
_LOCAL: Final = pattern(r"\(?(?:local time|heure locale|heures locales|hora local|horas locales)\)?")


def read_zone(text: Text, reader: Reader, here: str) -> str | None:
    """The zone (an IANA name) that is named as such; taken out of the text. An abbreviation is `here` where that has the same clocks."""
    text.read(_LOCAL, lambda m: m)
    offset = text.read(_OFFSET, _offset)
    if offset:
        return offset
    short = text.read(_AFTER_HOUR, lambda m: _short(text, m))
    found = short or text.read(_NAMED, lambda m: _names().get(m["z"])) or _of_place(text, reader.language)
    if not found:
        found = short = text.read(_ANYWHERE, lambda m: _short(text, m))
    return here if short and _clocks(short, reader.today) == _clocks(here, reader.today) else found


def _clocks(name: str, today: date) -> list[timedelta | None]:
    return [datetime(today.year, month, 15, tzinfo=ZoneInfo(name)).utcoffset() for month in (1, 7)]


def _offset(m: Match[str]) -> str | None:
    minutes = (60 * int(m["h"]) + int(m["m"] or 0)) * (-1 if m["sign"] == "-" else 1)
    if minutes % 60:
        return _PARTS_OF_HOURS.get(minutes)
    if not minutes:
        return "UTC"
    # POSIX counts the other way: Etc/GMT-3 is three hours ahead.
    return f"Etc/GMT{-minutes // 60:+d}" if -12 * 60 <= minutes <= 14 * 60 else None


def _short(text: Text, m: Match[str]) -> str | None:
    is_word = m["z"] not in _NO_WORDS.split("|")
    return (
        None if is_word and not text.original[m.start("z") : m.end("z")].isupper() else ABBREVIATIONS[m["z"]]
    )


def _of_place(text: Text, language: str) -> str | None:
    """“New York time”, “hora de Santiago de Chile”: the longest words beside it that are a place."""
    for before, of_place in enumerate(_OF_PLACE):
        for match in text.search(of_place):
            words = match["p"].split(" ")
            for length in range(len(words), 0, -1):
                part = words[-length:] if before else words[:length]
                place = places(language).get(" ".join(part).replace("-", " ").replace("'", " "))
                if place and place.timezone:
                    joined = " ".join(part)
                    start = match.end("p") - len(joined) if before else match.start()
                    end = match.end() if before or length == len(words) else match.start("p") + len(joined)
                    text.take(start - (text.folded[start - 1 : start] == "("), end)
                    return place.timezone
    return None


@cache
def _names() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}
