"""The columns of a table of activities, and what they are called in the three languages and by other calendars' exports. Pure.

The first name in a language is the one that the template writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.calendar.importing.problems import Problem
from bot.directory.words.folding import fold

EN, FR, ES, MORE = 0, 1, 2, 3

# By our own word for it: English, French, Spanish, and other names.
COLUMNS: Final[dict[str, tuple[str, str, str, str]]] = {
    "kind": ("Kind", "Genre", "Clase", "Type|Tipo|Category|Categories|Catégorie|Categoría"),
    "title": ("Title", "Titre", "Título", "Subject|Name|Activity|Objet|Intitulé|Nom|Activité|Asunto|Nombre|Actividad"),
    "starts": (
        "Starts",
        "Début",
        "Comienza",
        "Start|Start date|Date|Begins|From|When|Date de début|Commence|Du|Fecha|Fecha de inicio|Inicio|Empieza|Desde|Cuándo",
    ),
    "starts_at": ("Start time", "Heure de début", "Hora de inicio", "Time|Heure|Hora|Begins at"),
    "ends": ("Ends", "Fin", "Termina", "End|End date|Until|To|Date de fin|Au|Fecha de fin|Fecha de finalización|Hasta"),
    "ends_at": ("End time", "Heure de fin", "Hora de fin", "Ends at|Hora de finalización"),
    "all_day": ("All day", "Toute la journée", "Todo el día", "All day event|Journée entière|Evento de todo el día"),
    "place": ("Place", "Lieu", "Lugar", "Location|City|Town|Where|Ville|Endroit|Emplacement|Ciudad|Ubicación"),
    "venue": ("Venue", "Salle", "Sede", "Room|Building|Bâtiment|Lieu précis|Sala|Edificio"),
    "country": ("Country", "Pays", "País", ""),
    "zone": ("Time zone", "Fuseau horaire", "Zona horaria", "Timezone|Zone|Fuseau|Zona|Huso horario"),
    "link": ("Link", "Lien", "Enlace", "URL|Website|Web|Site web|Sitio web|Address"),
    "group": ("Group", "Groupe", "Grupo", "Action Group|For|Groupe d’action|Pour|Grupo de acción|Para"),
    "status": ("Status", "Statut", "Estado", "État"),
    "organiser": ("Organiser", "Organisateur", "Organizador", "Organizer|Meeting organizer|Organisé par|Organiza|Organizado por"),
    "summary": ("In short", "En bref", "En breve", "Description|Descripción|Notes|Text|Texte|Texto|Notas"),
    "language": ("Language", "Langue", "Idioma", "Lengua"),
    "fields": ("Fields", "Domaines", "Ámbitos", "Field|Topics|Themes|Domaine|Thèmes|Campos|Temas|Fields of expertise"),
    "repeats": ("Repeats", "Se répète", "Se repite", "Rule|RRULE|Recurrence|Récurrence|Répétition|Recurrencia|Repetición|Règle|Regla"),
    "private": ("Private", "Privé", "Privado", "Sensitivity"),
    "uid": ("UID", "UID", "UID", "Id|Identifier|Identifiant|Identificador"),
}  # fmt: skip
TEMPLATE: Final = (
    "kind",
    "title",
    "starts",
    "starts_at",
    "ends",
    "ends_at",
    "place",
    "country",
    "link",
    "group",
    "status",
)


def _plain(name: str) -> str:
    return "".join(fold(name))


_BY_NAME: Final = {
    _plain(name): key
    for key, names in COLUMNS.items()
    for name in (key, *names[:MORE], *names[MORE].split("|"))
    if name
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The first row of a table. `at`: the place of each column, from 0. `unknown`: columns that nobody knows."""

    at: dict[str, int] = field(default_factory=dict)
    unknown: tuple[Problem, ...] = ()
    width: int = 0


def heading(language: str) -> list[str]:
    """The first row of the template."""
    place = {"fr": FR, "es": ES}.get(language, EN)
    return [COLUMNS[key][place] for key in TEMPLATE]


def known(cells: Sequence[str]) -> int:
    """How many of the cells are names of columns."""
    return sum(_plain(cell) in _BY_NAME for cell in cells if cell.strip())


def read_heading(cells: Sequence[str]) -> Heading:
    """Which column stands where, in any order and by any of its names. Of two that mean the same the first counts."""
    at: dict[str, int] = {}
    unknown: list[Problem] = []
    for place, cell in enumerate(cells):
        key = _BY_NAME.get(_plain(cell))
        if key is not None:
            at.setdefault(key, place)
        elif cell.strip() and len(unknown) < 30:
            unknown.append(Problem("column", " ".join(cell.split())))
    return Heading(at, tuple(unknown), len(cells))
