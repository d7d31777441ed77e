"""The words with which people ask a room without a question mark, in English, French and Spanish: how such a sentence begins."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

# First words, and how it goes on after them. What is said as often as it is asked ("quelqu'un a", "alguien ha") is left out.
Beginnings = Sequence[tuple[str, str]]

_IF = r"(?:if|whether|who|what|where|when|how)\b"
ENGLISH: Beginnings = (
    (
        "does do has have is are can could would will did was were",
        r"\s+(?:anyone|anybody|someone|somebody|any\s+of\s+you|there)\b",
    ),
    (
        "does did is are was were will would could can has",
        r"\s+(?:the|it|this|that|these|those|he|she|they|we|you|i|our|your)\b",
    ),
    ("do have", r"\s+(?:we|you|they|i|these|those)\b"),
    ("should shall", r"\s+(?:we|i)\b"),
    ("anyone anybody", r"\s+(?:know|knows|here|has|have|else|able|got|who|going|coming)\b"),
    (
        "any",
        r"\s+(?:ideas?|news|updates?|thoughts|suggestions?|advice|chance|tips|volunteers|objections)\b",
    ),
    (
        "who what where when why how which",
        r"(?:'s|\s+(?:is|are|was|were|do|does|did|can|could|should|will|would|has))\b",
    ),
    ("who", r"\s+(?:knows|have|wants|else)\b"),
    ("how", r"\s+(?:many|much|long|often|about|come)\b"),
    ("wondering", rf"\s+{_IF}"),
    ("just", rf"\s+wondering\s+{_IF}"),
    ("i", rf"(?:'m|\s+am|\s+was)\s+(?:just\s+)?wondering\s+{_IF}"),
    ("i", rf"\s+wonder\s+{_IF}"),
    ("i", r"(?:'d|\s+would)\s+like\s+to\s+know\b"),
)

_COULD = r"\s+(?:sait|saurait|connaît|connait|connaîtrait|peut|pourrait|aurait|serait|voudrait|veut)\b"
FRENCH: Beginnings = (
    ("est", r"-ce\b"),
    ("qu", r"'est-ce\b"),
    ("qui quand où comment pourquoi", r"\s+est-ce\b"),
    ("quelqu", rf"'une?{_COULD}"),
    ("l", rf"'une?\s+d'entre\s+vous{_COULD}"),
    ("une", rf"\s+(?:personne{_COULD}|idée\b)"),
    (
        "avez savez pouvez pourriez voulez êtes connaissez auriez seriez pensez aviez",
        r"-vous\b",
    ),
    (
        "faut peut sait doit est sera serait aura ont sont puis dois ai a pourrait devons avons pouvons",
        r"-(?:nous|je|t-il|t-elle|t-on|ils|elles|il|elle|on)\b",
    ),
    ("y", r"\s+a-t-(?:il|elle|on)\b"),
    ("qui", r"\s+(?:sait|peut|pourrait|a|connaît|connait|est|serait|vient|veut|sera|aurait)\b"),
    ("quand", r"\s+(?:est|sont|sera|seront|aura|a\s+lieu)\b"),
    (
        "où comment pourquoi",
        r"\s+(?:est|sont|sera|seront|a|ont|peut|puis|faire|trouver|on|je|nous|se|avez|devons|faut|cela|ça)\b",
    ),
    ("combien", r"\b"),
    ("quel quelle quels quelles", r"\s+(?:est|sont|sera|seront|serait)\b"),
    ("je", r"\s+(?:me\s+demande|voudrais\s+savoir|souhaiterais\s+savoir)\b"),
    ("j", r"'aimerais\s+savoir\b"),
    ("des", r"\s+(?:idées|nouvelles|suggestions)\b"),
)

SPANISH: Beginnings = (
    (
        "alguien",
        r"\s+(?:sabe|sabría|conoce|tiene|tendría|puede|podría|quiere|más\s+(?:va|sabe|viene))\b",
    ),
    ("sabe conoce tiene puede podría", r"\s+alguien\b"),
    ("alguno alguna", r"\s+de\s+(?:ustedes|vosotros|vosotras)\b"),
    (
        "saben sabéis sabes conocen tienen pueden podrían podemos podríamos hay",
        r"\s+(?:si|alguien|alguno|alguna|algún|ustedes|cómo|cuándo|dónde|quién|qué)\b",
    ),
    ("quién quiénes dónde cuándo cuál cuáles cuánto cuánta cuántos cuántas cómo", r"\s+\w"),
    ("por", r"\s+qué\s+\w"),
    ("a de en", r"\s+(?:quién|quiénes|qué)\s+\w"),
    (
        "qué",
        r"\s+(?:es|son|opinan|piensan|hay|hacemos|debemos|podemos|pasa|significa|día|hora|fecha|les|te|os)\b",
    ),
    ("me", r"\s+(?:pregunto|gustaría\s+saber)\b"),
    ("quisiera querría", r"\s+saber\b"),
    ("alguna", r"\s+(?:idea|noticia|novedad|sugerencia)\b"),
)


def by_first_word(*languages: Beginnings) -> Mapping[str, Sequence[str]]:
    """How a question goes on, by its first word in small letters: patterns."""
    found: dict[str, list[str]] = {}
    for firsts, rest in (beginning for language in languages for beginning in language):
        for first in firsts.split():
            found.setdefault(first, []).append(rest)
    return found


_GOES_ON = by_first_word(ENGLISH, FRENCH, SPANISH)


@cache
def _compiled(first: str) -> re.Pattern[str]:
    return re.compile("|".join(_GOES_ON[first]), re.IGNORECASE)


def goes_on(first: str) -> re.Pattern[str] | None:
    """How a question goes on that begins with this word, in small letters. None: no question does."""
    return _compiled(first) if first in _GOES_ON else None
