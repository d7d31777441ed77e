"""The columns of a directory's table, and what they are called in the three languages. Pure.

The first name in a language is the one that an export writes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final


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
        ("E-mail", "Email", "Mail", "E-mail address", "Email address", "Work e-mail", "Work email"),
        (
            "Courriel",
            "E-mail",
            "Adresse électronique",
            "Adresse e-mail",
            "Adresse mail",
            "Mél",
            "Mèl",
            "Courriel professionnel",
            "Adresse courriel",
        ),
        (
            "Correo",
            "Correo electrónico",
            "Dirección de correo",
            "Dirección de correo electrónico",
            "Correo institucional",
        ),
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
        ("Role", "Job role", "Job title", "Position", "Title", "Job", "Function", "Occupation", "Profession"),
        ("Fonction", "Rôle", "Poste", "Titre", "Intitulé du poste", "Titre du poste", "Métier"),
        ("Cargo", "Función", "Puesto", "Rol", "Puesto de trabajo", "Profesión", "Ocupación"),
    ),
    Column(
        "organisation",
        (
            "Organisation",
            "Organization",
            "Organisation name",
            "Institution",
            "Employer",
            "Agency",
            "Company",
            "Organization name",
            "Entity",
            "Org",
            "Institution or organisation",
        ),
        (
            "Organisation",
            "Organisme",
            "Institution",
            "Structure",
            "Nom de l’organisation",
            "Entité",
            "Employeur",
        ),
        (
            "Organización",
            "Institución",
            "Entidad",
            "Organismo",
            "Nombre de la organización",
            "Institución u organización",
            "Empresa",
            "Empleador",
        ),
    ),
    Column(
        "sector",
        (
            "Kind of organisation",
            "Kind",
            "Type",
            "Sector",
            "Type of organisation",
            "Type of organization",
            "Organisation type",
            "Organization type",
        ),
        ("Type d’organisation", "Type", "Genre d’organisation", "Secteur", "Catégorie", "Type d’organisme"),
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
            "Country of work",
            "Countries of operation",
            "Countries of activity",
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
            "Pays d’activité",
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
            "Países de operación",
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
            "Thematic areas",
            "Areas of work",
            "Specialisations",
            "Specializations",
        ),
        (
            "Domaines d’expertise",
            "Domaines",
            "Domaine",
            "Thèmes",
            "Compétences",
            "Thématiques",
            "Domaines thématiques",
            "Spécialités",
        ),
        (
            "Ámbitos de especialización",
            "Campos",
            "Campo",
            "Ámbitos",
            "Temas",
            "Especialidades",
            "Áreas",
            "Áreas temáticas",
            "Áreas de especialización",
        ),
    ),
    Column(
        "languages",
        ("Languages", "Language", "Languages spoken", "Working languages"),
        ("Langues", "Langue", "Langues parlées", "Langues de travail"),
        ("Idiomas", "Idioma", "Lenguas", "Lengua", "Idiomas de trabajo"),
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
        ("Website", "Web site", "Web", "URL", "Homepage", "Web page", "Link"),
        ("Site web", "Site internet", "Site", "Page web", "Lien"),
        ("Sitio web", "Página web", "Sitio", "Enlace"),
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
