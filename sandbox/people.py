"""Invented people of an alliance: the same for the same number, named as people in their countries are named.

Names come from Faker with a fixed seed; Faker is imported only when people are invented, since that takes a while.
"""

import random
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle, islice
from typing import TYPE_CHECKING, Literal

from anyascii import anyascii

from sandbox.places import GENEVA, PLACES, Place
from sandbox.work import MODERATORS_WORK, SECRETARIAT_WORK, WORK, Work

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
class Person:
    """Somebody invented. `role` is secretariat, moderator (of the one group), partner or guest."""

    real_name: str
    name: str  # Slack's handle: lower case, ASCII
    email: str
    title: str
    place: Place
    work: Work
    role: str
    groups: tuple[str, ...] = ()
    guest: Guest | None = None
    deleted: bool = False


def invent(count: int) -> list[Person]:
    """`count` people: the Secretariat first, two moderators for each of GROUPS in order, then partners and guests.

    Raises ValueError when `count` is below FEWEST.
    """
    if count < FEWEST:
        raise ValueError(f"an alliance has at least {FEWEST} people")
    namers = _Namers()
    chance = random.Random(SEED)
    people = [
        namers.person(place, work, "secretariat", groups=GROUPS)
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
        work = next(work_of[place.language])
        drawn = chance.choices(GROUPS, weights=(4, 3, 2, 2, 2), k=chance.choice((1, 1, 2, 3)))
        groups = tuple(group for group in GROUPS if group in drawn)
        if number == 3:
            people.append(namers.person(place, work, "partner", deleted=True))
        elif number % 10 == 5:
            people.append(namers.person(place, work, "guest", groups=groups[:1], guest="single"))
        elif number % 10 == 2:
            people.append(namers.person(place, work, "guest", groups=groups, guest="multi"))
        else:
            people.append(namers.person(place, work, "partner", groups=groups))
    return people


class _Namers:
    """One seeded namer for each of Faker's locales, and the names that are taken."""

    def __init__(self) -> None:
        self._namers: dict[str, Namer] = {}
        self._taken: set[str] = set()

    def person(
        self,
        place: Place,
        work: Work,
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
        title = f"{work.role}, {work.organisation}"
        if role in {"partner", "guest"}:
            title = f"{title}, {place.country}"
        email = f"{name}@example.org"
        return Person(real_name, name, email, title, place, work, role, groups, guest, deleted)

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
