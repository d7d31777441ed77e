"""Invented people of an alliance: the same for the same number, named as people in their countries are named.

Names come from Faker with a fixed seed; Faker is imported only when people are invented, since that takes a while.
"""

import random
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle, islice
from typing import TYPE_CHECKING, Literal

from anyascii import anyascii

if TYPE_CHECKING:
    from faker.providers.person import Provider as Namer

SEED = 187
SECRETARIAT = 3
MODERATORS_PER_GROUP = 2
GROUPS = ("supply-chains", "migration", "rule-of-law", "conflicts-humanitarian", "ceag")
CAST = SECRETARIAT + MODERATORS_PER_GROUP * len(GROUPS)
FEWEST = CAST + 7  # and a deactivated member, guests, and somebody to work with

Guest = Literal["multi", "single"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where people are from: how they are named, their clock and their language."""

    country: str  # in the language of `locale`
    names: str  # Faker's locale
    tz: str
    locale: str
    family_name_first: bool = False

    @property
    def language(self) -> str:
        return self.locale[:2]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented. `role` is secretariat, moderator (of the one group), partner or guest."""

    real_name: str
    name: str  # Slack's handle: lower case, ASCII
    email: str
    title: str
    place: Place
    role: str
    groups: tuple[str, ...] = ()
    guest: Guest | None = None
    deleted: bool = False


GENEVA = (
    Place("Switzerland", "en_GB", "Europe/Zurich", "en-GB"),
    Place("Suisse", "fr_CH", "Europe/Zurich", "fr-FR"),
    Place("Suiza", "es_ES", "Europe/Zurich", "es-ES"),
)
PLACES = (
    Place("Nepal", "ne_NP", "Asia/Kathmandu", "en-GB"),
    Place("Tunisie", "fr_DZ", "Africa/Tunis", "fr-FR"),
    Place("Perú", "es_CO", "America/Lima", "es-LA"),
    Place("Uganda", "en_KE", "Africa/Kampala", "en-GB"),
    Place("Sweden", "sv_SE", "Europe/Stockholm", "en-GB"),
    Place("Viet Nam", "vi_VN", "Asia/Ho_Chi_Minh", "en-US", family_name_first=True),
    Place("Chile", "es_CL", "America/Santiago", "es-LA"),
    Place("France", "fr_FR", "Europe/Paris", "fr-FR"),
    Place("Nigeria", "en_NG", "Africa/Lagos", "en-GB"),
    Place("United States", "en_US", "America/New_York", "en-US"),
    Place("Mauritanie", "ar_DZ", "Africa/Nouakchott", "fr-FR"),
    Place("Sri Lanka", "si_LK", "Asia/Colombo", "en-GB"),
    Place("México", "es_MX", "America/Mexico_City", "es-LA"),
    Place("Poland", "pl_PL", "Europe/Warsaw", "en-GB"),
    Place("Malawi", "en_KE", "Africa/Blantyre", "en-GB"),
    Place("India", "en_IN", "Asia/Kolkata", "en-GB"),
    Place("Maroc", "ar_AA", "Africa/Casablanca", "fr-FR"),
    Place("United Kingdom", "en_GB", "Europe/London", "en-GB"),
    Place("Fiji", "en_IN", "Pacific/Fiji", "en-GB"),
    Place("España", "es_ES", "Europe/Madrid", "es-ES"),
    Place("Japan", "ja_JP", "Asia/Tokyo", "en-US", family_name_first=True),
    Place("Canada", "fr_CA", "America/Toronto", "fr-FR"),
    Place("Germany", "de_DE", "Europe/Berlin", "en-GB"),
    Place("Argentina", "es_AR", "America/Argentina/Buenos_Aires", "es-LA"),
    Place("Indonesia", "id_ID", "Asia/Jakarta", "en-US"),
    Place("Türkiye", "tr_TR", "Europe/Istanbul", "en-GB"),
)
# Governments, workers, employers, NGOs, research, UN agencies: with no gender where the language has one.
WORK = {
    "en": (
        ("Labour inspector", "Ministry of Labour"),
        ("Project officer", "ILO"),
        ("General secretary", "Garment and Textile Workers' Union"),
        ("Policy adviser", "Employers' Federation"),
        ("Programme manager", "Open Doors for Children"),
        ("Child protection specialist", "UNICEF"),
        ("Public prosecutor", "Ministry of Justice"),
        ("Researcher", "Institute for Labour Studies"),
        ("Counter-trafficking officer", "IOM"),
        ("International affairs officer", "Trade Union Congress"),
        ("Protection officer", "UNHCR"),
        ("Responsible sourcing lead", "Chamber of Commerce"),
    ),
    "fr": (
        ("Inspection du travail", "Ministère du Travail"),
        ("Responsable de plaidoyer", "Enfance sans chaînes"),
        ("Secrétariat général", "Union des syndicats"),
        ("Spécialiste du travail des enfants", "OIT"),
        ("Responsable des affaires sociales", "Confédération des employeurs"),
    ),
    "es": (
        ("Inspección del trabajo", "Ministerio de Trabajo"),
        ("Responsable de incidencia", "Niñez en Libertad"),
        ("Especialista en migración", "OIM"),
        ("Asesoría jurídica", "Confederación de Empleadores"),
        ("Responsable sindical", "Central de Trabajadores"),
    ),
}
SECRETARIAT_WORK = ("Head of Secretariat", "Responsable de la coordination", "Responsable de comunicación")
MODERATORS_WORK = (
    ("Supply chains specialist, ILO", "Responsible business adviser, Employers' Federation"),
    ("Migration specialist, IOM", "Child protection specialist, UNICEF"),
    ("Legal adviser, Ministry of Justice", "Researcher, UNU"),
    ("Protection officer, UNHCR", "Humanitarian adviser, Open Doors for Children"),
    ("Communications officer, ILO", "Campaigns officer, Trade Union Congress"),
)


def invent(count: int) -> list[Person]:
    """`count` people: the Secretariat first, two moderators for each of GROUPS in order, then partners and guests.

    Raises ValueError when `count` is below FEWEST.
    """
    if count < FEWEST:
        raise ValueError(f"an alliance has at least {FEWEST} people")
    namers = _Namers()
    chance = random.Random(SEED)
    people = [
        namers.person(place, f"{work}, Alliance 8.7", "secretariat", groups=GROUPS)
        for place, work in zip(GENEVA, SECRETARIAT_WORK, strict=True)
    ]
    places = cycle(PLACES)
    for group, works in zip(GROUPS, MODERATORS_WORK, strict=True):
        people += [
            namers.person(place, work, "moderator", groups=(group,))
            for place, work in zip(islice(places, len(works)), works, strict=True)
        ]
    work_of = {language: cycle(work) for language, work in WORK.items()}
    for number in range(count - CAST):
        place = next(places)
        work, organisation = next(work_of[place.language])
        title = f"{work}, {organisation}, {place.country}"
        drawn = chance.choices(GROUPS, weights=(4, 3, 2, 2, 2), k=chance.choice((1, 1, 2, 3)))
        groups = tuple(group for group in GROUPS if group in drawn)
        if number == 3:
            people.append(namers.person(place, title, "partner", deleted=True))
        elif number % 10 == 5:
            people.append(namers.person(place, title, "guest", groups=groups[:1], guest="single"))
        elif number % 10 == 2:
            people.append(namers.person(place, title, "guest", groups=groups, guest="multi"))
        else:
            people.append(namers.person(place, title, "partner", groups=groups))
    return people


class _Namers:
    """One seeded namer for each of Faker's locales, and the names that are taken."""

    def __init__(self) -> None:
        self._namers: dict[str, Namer] = {}
        self._taken: set[str] = set()

    def person(
        self,
        place: Place,
        title: str,
        role: str,
        *,
        groups: tuple[str, ...] = (),
        guest: Guest | None = None,
        deleted: bool = False,
    ) -> Person:
        real_name = self._name(place)
        name = handle = _handle(real_name)
        number = 1
        while name in self._taken:
            number += 1
            name = f"{handle}{number}"
        self._taken.add(name)
        return Person(real_name, name, f"{name}@example.org", title, place, role, groups, guest, deleted)

    def _name(self, place: Place) -> str:
        namer = self._namers.get(place.names) or self._open(place.names)
        given = namer.first_name_female() if len(self._taken) % 2 else namer.first_name_male()
        family = namer.last_name()
        return f"{family} {given}" if place.family_name_first else f"{given} {family}"

    def _open(self, locale: str) -> "Namer":
        # Faker(locale) would load every provider of the locale: twenty times the time of this one.
        from faker.generator import Generator  # noqa: PLC0415 - slow to import, and only for this

        chance = Generator()
        chance.seed_instance(SEED)
        namer: Namer = import_module(f"faker.providers.person.{locale}").Provider(chance)
        self._namers[locale] = namer
        return namer


def _handle(real_name: str) -> str:
    ascii_name = anyascii(real_name).lower()
    words = ("".join(letter for letter in word if letter.isalnum()) for word in ascii_name.split())
    return ".".join(word for word in words if word)[:21]
