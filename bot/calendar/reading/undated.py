"""“TBC”, “fecha por confirmar”, “date à confirmer”: that there is no date yet, or, beside a date, that it is not certain."""

from typing import Final

from bot.calendar.reading.text import Text, pattern

_WAITING = (
    r"tbc|tba|tbd|t\.b\.[cad]\.?|to be (?:confirmed|announced|decided|determined|defined|fixed)"
    r"|a (?:confirmer|preciser|definir|fixer|determiner|confirmar)|por (?:confirmar|definir|determinar|fijar|anunciar)"
    r"|tentatively|tentative|provisional|provisoire|sujeto a confirmacion|sous reserve"
)
_UNDATED: Final = pattern(
    r"\(?(?:(?:the |la |les |las )?(?:dates?|fechas?|time|hora|heure|when|quand|cuando)(?: and time| et heure| y hora)?"
    r"(?: ?:| is| are| still| est| sont| es| esta| -)? ?)?"
    rf"(?:{_WAITING})\)?"
    r"|(?:date|time) unknown|no date(?: yet)?|sans date|pas de date|sin fecha|date inconnue"
)


def read_undated(text: Text) -> bool:
    """Whether it says that the date is not settled; taken out of the text."""
    return text.read(_UNDATED, lambda m: m) is not None
