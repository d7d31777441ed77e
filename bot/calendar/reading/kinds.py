"""What kind of activity a sentence is about, by its words: a deadline, a report, a campaign, news, or an event."""

import re
from re import Match
from typing import Final

from bot.calendar.reading.text import Text, pattern

WORDS: Final[dict[str, str]] = {
    "deadline": "deadline deadlines echeance echeances plazo plazos vencimiento",
    "report": "report reports rapport rapports informe informes",
    "campaign": "campaign campaigns campagne campagnes campana campanas",
    "news": "news actualite actualites nouvelle nouvelles noticia noticias novedad novedades actu",
    "event": "meeting meetings mtg workshop workshops wkshop webinar webinars webinaire webinaires event events seminar seminars conference"
    " conferences conf call calls forum fora summit training trainings session sessions briefing consultation consultations panel talk"
    " dialogue roundtable symposium assembly hearing reunion reunions reu rdv atelier ateliers visioconference visio"
    " seminaire seminaires formation formations colloque sommet assemblee evenement taller talleres reuniones seminario"
    " seminarios conferencia conferencias foro foros llamada cumbre capacitacion formacion curso asamblea consulta consultas evento eventos"
    " conversatorio jornada encuentro rencontre course teleconference telco concertation mesa videoconferencia coloquio simposio",
}
_COMPOUNDED: Final = (
    "report reports campaign campaigns news meeting meetings mtg workshop workshops webinar webinars event events seminar conference call"
    " forum summit training session briefing panel talk"
)
_ENGLISH: Final = frozenset(_COMPOUNDED.split(" "))
_KINDS: Final = {word: kind for kind, words in WORDS.items() for word in words.split()}
_DEADLINES: Final = pattern(
    "date limite|dates limites|fecha limite|fechas limite|fecha tope|due date|cut-off|closing date"
)
_DUE: Final = pattern("due|a rendre|a remettre")
_NO_CALL: Final = pattern(r"(?:call|calls) (?:for|to)|appel a|appels a|llamada a")
_SESSIONS: Final = pattern(
    r"side event|rueda de prensa|conference de presse|conf de presse|appel (?:du|de|d'[a-z]+|avec)|mesa redonda|table ronde"
)
_WORD: Final = re.compile(r"[a-z]+")
_HEAD: Final = re.compile(
    rf"(?P<word>{'|'.join(word for kind in ('deadline', 'report', 'campaign', 'news') for word in WORDS[kind].split())}) ?: ?"
)


def read_kind(text: Text, *, is_due: bool) -> str | None:
    """The kind, by its words, which stay in the title but for “News:” before it. `is_due`: its date is a limit."""
    if any(text.search(_DEADLINES)):
        return "deadline"
    silent = {position for match in text.search(_NO_CALL) for position in range(*match.span())}
    said = [
        (m.start(), m[0]) for m in _WORD.finditer(text.folded) if m[0] in _KINDS and m.start() not in silent
    ]
    kinds = [_KINDS[word] for _start, word in said]
    if "deadline" in kinds:
        return _without_head(text, "deadline")
    if any(text.search(_SESSIONS)):
        kinds.insert(0, "event")
    if not kinds:
        return "deadline" if is_due or any(text.search(_DUE)) else None
    return _without_head(text, _head_of(said) if len(said) == len(kinds) else "event")


def _head_of(said: list[tuple[int, str]]) -> str:
    """The first word says it, but for English compounds: “report workshop”, “workshop report”."""
    head, word = said[0]
    for start, following in said[1:]:
        if start != head + len(word) + 1 or not {word, following} <= _ENGLISH:
            break
        head, word = start, following
    return _KINDS[word]


def _without_head(text: Text, kind: str) -> str:
    """“News: fifteen countries” is titled “fifteen countries”."""
    found: Match[str] | None = _HEAD.match(text.folded.lstrip("\x1f ,"), 0)
    if found and _KINDS[found["word"]] == kind:
        start = len(text.folded) - len(text.folded.lstrip("\x1f ,"))
        if re.search(r"\w", text.folded[start + found.end() :]):
            text.take(start, start + found.end())
    return kind
