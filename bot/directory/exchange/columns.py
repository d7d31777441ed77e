"""The columns of a directory's table, and what they are called in the three languages. Pure.

The first name in a language is the one that an export writes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from bot.directory.words.folding import fold


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is our own word for it. `is_read`: an import takes it in; the others it knows, and leaves alone."""

    key: str
    en: Sequence[str]
    fr: Sequence[str]
    es: Sequence[str]
    is_read: bool = True
    is_written: bool = True

    def heading(self, language: str) -> str:
        return {"fr": self.fr, "es": self.es}.get(language, self.en)[0]

    @property
    def names(self) -> Iterable[str]:
        return (*self.en, *self.fr, *self.es)


COLUMNS: Final = (
    Column(
        "name",
        ("Name", "Full name", "First name", "Last name", "Surname", "Given name"),
        ("Nom", "Nom complet", "Prénom", "Nom de famille"),
        ("Nombre", "Nombre completo", "Apellidos", "Apellido"),
        is_read=False,
    ),
    Column(
        "email",
        ("E-mail", "Email", "Mail", "E-mail address", "Email address"),
        ("Courriel", "E-mail", "Adresse électronique", "Adresse e-mail", "Adresse mail", "Mél", "Mèl"),
        ("Correo", "Correo electrónico", "Dirección de correo", "Dirección de correo electrónico"),
        is_written=False,  # Liaison doesn't keep addresses
    ),
    Column(
        "slack_id",
        ("Slack ID", "Member ID", "Slack user ID", "User ID", "Slack member ID", "Slack"),
        ("Identifiant Slack", "ID Slack", "ID de membre"),
        ("ID de Slack", "ID Slack", "Identificador de Slack", "ID de miembro"),
    ),
    Column(
        "role",
        ("Role", "Job role", "Job title", "Position", "Title", "Job", "Function"),
        ("Fonction", "Rôle", "Poste", "Titre"),
        ("Cargo", "Función", "Puesto", "Rol"),
    ),
    Column(
        "organisation",
        ("Organisation", "Organization", "Organisation name", "Institution", "Employer", "Agency", "Company"),
        ("Organisation", "Organisme", "Institution", "Structure"),
        ("Organización", "Institución", "Entidad", "Organismo"),
    ),
    Column(
        "sector",
        ("Kind of organisation", "Kind", "Type", "Sector", "Type of organisation", "Type of organization"),
        ("Type d’organisation", "Type", "Genre d’organisation", "Secteur", "Catégorie"),
        ("Tipo de organización", "Tipo", "Sector", "Categoría"),
    ),
    Column(
        "country",
        ("Country", "Based in", "Country based in", "Country of residence", "Duty station country"),
        ("Pays", "Basé à", "Pays de résidence", "Pays d’affectation"),
        ("País", "Con sede en", "País de residencia"),
    ),
    Column(
        "works_in",
        (
            "Countries worked on",
            "Works on",
            "Countries",
            "Works in",
            "Countries of work",
            "Countries covered",
            "Countries of intervention",
            "Intervention countries",
            "Geographic coverage",
        ),
        (
            "Pays de travail",
            "Pays couverts",
            "Travaille sur",
            "Travaille dans",
            "Pays concernés",
            "Pays d’intervention",
            "Intervient dans",
            "Intervient sur",
            "Zone d’intervention",
            "Zones d’intervention",
            "Couverture géographique",
        ),
        (
            "Países de trabajo",
            "Países",
            "Trabaja en",
            "Trabaja sobre",
            "Países cubiertos",
            "Países en los que trabaja",
            "Países donde trabaja",
            "Países de intervención",
            "Zona de intervención",
            "Zonas de intervención",
            "Cobertura geográfica",
        ),
    ),
    Column(
        "fields",
        (
            "Fields of expertise",
            "Fields",
            "Field",
            "Expertise",
            "Areas of expertise",
            "Topics",
            "Themes",
            "Interests",
        ),
        ("Domaines d’expertise", "Domaines", "Domaine", "Thèmes", "Compétences"),
        ("Ámbitos de especialización", "Campos", "Campo", "Ámbitos", "Temas", "Especialidades", "Áreas"),
    ),
    Column(
        "languages",
        ("Languages", "Language", "Languages spoken"),
        ("Langues", "Langue", "Langues parlées"),
        ("Idiomas", "Idioma", "Lenguas", "Lengua"),
    ),
    Column(
        "offers",
        ("Offers", "Offer", "Can offer", "What I offer"),
        ("Propose", "Offre", "Offres", "Peut offrir"),
        ("Ofrece", "Oferta", "Ofertas", "Puede ofrecer"),
    ),
    Column(
        "seeks",
        ("Looks for", "Seeks", "Looking for", "Needs", "What I look for"),
        ("Recherche", "Cherche", "Besoins"),
        ("Busca", "Necesita", "Necesidades"),
    ),
    Column(
        "website",
        ("Website", "Web site", "Web", "URL", "Homepage", "Web page"),
        ("Site web", "Site internet", "Site", "Page web"),
        ("Sitio web", "Página web", "Sitio"),
    ),
    Column(
        "groups",
        ("Action Groups", "Groups"),
        ("Groupes d’action", "Groupes"),
        ("Grupos de acción", "Grupos"),
        is_read=False,
    ),
    Column(
        "since", ("Listed since",), ("Dans l’annuaire depuis",), ("En el directorio desde",), is_read=False
    ),
)
BY_KEY: Final = {column.key: column for column in COLUMNS}
WRITTEN: Final = tuple(column for column in COLUMNS if column.is_written)
WHO: Final = ("email", "slack_id")  # one of them says whose row it is


def _plain(name: str) -> str:
    return "".join(fold(name))


_BY_NAME: Final = {_plain(name): column.key for column in COLUMNS for name in (column.key, *column.names)}


@dataclass(frozen=True, slots=True)
class Heading:
    """The first row of a table, understood. `at`: the place of each column that is read, counted from 0, and what it is called there."""

    at: dict[str, int] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()  # columns that nobody knows, each in a sentence
    width: int = 0  # how many columns there are


def known(cells: Sequence[str]) -> int:
    """How many of the cells are names of columns."""
    return sum(_plain(cell) in _BY_NAME for cell in cells if cell.strip())


def read_heading(cells: Sequence[str]) -> Heading:
    """Which column stands where, in any order and by any of its names."""
    found = Heading()
    problems: list[str] = []
    left_out: list[str] = []
    for place, cell in enumerate(cells):
        name = " ".join(cell.split())
        key = _BY_NAME.get(_plain(name))
        if key is None:
            if name:
                left_out.append(f"the column “{name}” is left out{_probably(name)}")
        elif not BY_KEY[key].is_read:
            continue
        elif key in found.at:
            problems.append(f"the columns “{found.called[key]}” and “{name}” mean the same: keep one")
        else:
            found.at[key], found.called[key] = place, name
    if not any(key in found.at for key in WHO):
        problems.append(
            "there is no column “E-mail” and none “Slack ID”: nobody knows who the rows are about"
        )
    return Heading(found.at, found.called, tuple(problems), tuple(left_out), len(cells))


def _probably(name: str) -> str:
    near = get_close_matches(_plain(name), _BY_NAME, n=1, cutoff=0.75)
    return f"; did you mean “{BY_KEY[_BY_NAME[near[0]]].en[0]}”?" if near else ": there is none of that name"
