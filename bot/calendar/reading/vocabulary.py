"""The words of the calendar, folded, in three languages at once, since who writes French may have Slack in English."""

from typing import Final

from bot.calendar.reading.text import one_of


def _numbered(text: str, start: int = 1) -> dict[str, int]:
    return {word: number for number, words in enumerate(text.split("|"), start) for word in words.split()}


MONTHS: Final = _numbered(
    "january jan janvier janv enero ene|february febuary feb fevrier fevr fev febrero|march mar mars marzo|april apr avril avr abril abr"
    "|may mai mayo|june jun juin junio|july jul juillet juil julio|august aug aout agosto ago"
    "|september sept sep septembre septiembre setiembre set|october oct octobre octubre|november nov novembre noviembre"
    "|december dec decembre diciembre dic"
)
# Words, and abbreviations, that mean something else as well: by themselves they are a month only beside a year or a preposition.
DOUBTFUL_MONTHS: Final = frozenset({"mar", "set", "sep", "ago"})
WEEKDAYS: Final = _numbered(
    "monday lundi lunes|tuesday mardi martes|wednesday wendesday mercredi miercoles|thursday jeudi jueves|friday vendredi viernes"
    "|saturday samedi sabado|sunday dimanche domingo",
    start=0,
)
SHORT_WEEKDAYS: Final = _numbered(
    "mon lun|tues tue mar|weds wed mer mie|thurs thur thu jeu jue|fri ven vie|sat sam sab|sun dim dom",
    start=0,
)
PLURAL_WEEKDAYS: Final = _numbered(
    "mondays lundis lunes|tuesdays mardis martes|wednesdays mercredis miercoles|thursdays jeudis jueves|fridays vendredis viernes"
    "|saturdays samedis sabados|sundays dimanches domingos",
    start=0,
)
NUMBERS: Final = _numbered(
    "one un une uno una|two deux dos|three trois tres|four quatre cuatro|five cinq cinco|six seis|seven sept siete|eight huit ocho"
    "|nine neuf nueve|ten dix diez|eleven onze once|twelve douze doce"
)
ORDINALS: Final = _numbered(
    "first 1st premier premiere premiers premieres 1er 1ere primer primera primeros primeras primero 1o 1a"
    "|second 2nd deuxieme deuxiemes seconde 2e 2eme segundo segunda segundos 2o 2a|third 3rd troisieme troisiemes 3e 3eme tercer tercera"
    " tercero terceros 3o 3a|fourth 4th quatrieme quatriemes 4e 4eme cuarto cuarta 4o 4a|fifth 5th cinquieme 5e 5eme quinto quinta 5o"
) | dict.fromkeys(("last", "dernier", "derniere", "derniers", "dernieres", "ultimo", "ultima", "ultimos"), -1)

ALL_WEEKDAYS: Final = WEEKDAYS | SHORT_WEEKDAYS
_MONTH, _WEEKDAY, _ORDINAL = one_of(MONTHS), one_of(ALL_WEEKDAYS), one_of(ORDINALS)


def day(n: int) -> str:
    """The number of a day, as group d1 or d2."""
    is_no_hour = r"(?![0-9]|[:/.][0-9]| ?h\b|h[0-9]| ?[ap]\.? ?m\b)"
    return rf"(?P<d{n}>[0-9]{{1,2}}|premier|primero|first)(?: ?(?:st|nd|rd|th|er|ro|o)(?!\w))?{is_no_hour}"


def month(n: int) -> str:
    return rf"(?P<m{n}>{_MONTH})\b\.?"


def year(n: int) -> str:
    """A year after a day or a month, if there is one."""
    return rf"(?:,? ?(?:de |del |of |in )?(?P<y{n}>(?:19|20|21)[0-9]{{2}})(?!\w|:[0-9]))?"


def weekday(n: int) -> str:
    """A weekday before a day, if there is one."""
    return rf"(?:(?P<w{n}>{_WEEKDAY})\b\.?,? ?(?:the |le |el )?)?"


def ordinal(name: str = "nth") -> str:
    return rf"(?P<{name}>{_ORDINAL})"


def number(text: str) -> int:
    """A number in figures or in a word; 1 for the first."""
    return int(text) if text.isdecimal() else NUMBERS.get(text, ORDINALS.get(text, 1))
