"""Invented people of an alliance: the same for the same number, named as people in their countries are named.

203 of them are of 135 organisations, as those who had joined the Supply Chains Action Group by March 2019.

Names come from Faker with a fixed seed; Faker is imported only when people are invented, since that takes a while.
"""

import random
from collections import Counter
from dataclasses import dataclass, replace
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
FEWEST = CAST + 7  # and guests, and somebody to work with
ORGANISATIONS = 135 / 203  # for each person

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
    organisation: str
    role: str
    groups: tuple[str, ...] = ()
    guest: Guest | None = None
    deleted: bool = False


def invent(count: int) -> list[Person]:
    """`count` people: the Secretariat first, two moderators for each of GROUPS in order, then partners and guests.

    And one who has left, who is not counted. Raises ValueError when `count` is below FEWEST.
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
    for number in range(count - CAST + 1):
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
    return _gathered(people, round(count * ORGANISATIONS))


def _gathered(people: list[Person], wanted: int) -> list[Person]:
    """The people in no more than so many organisations, if that can be: the last alone in theirs join the first of their kind."""
    sizes = Counter(person.organisation for person in people)
    gathered = list(people)
    for index in range(len(people) - 1, CAST - 1, -1):
        person = people[index]
        first = person.work.organisations[0].format(country=person.place.country)
        if len(sizes) > wanted and sizes[person.organisation] == 1 and sizes[first]:
            del sizes[person.organisation]
            sizes[first] += 1
            gathered[index] = replace(person, organisation=first, title=_title(person, first))
    return gathered


def _title(person: Person, organisation: str) -> str:
    title = f"{person.work.role}, {organisation}"
    is_clear = person.role not in {"partner", "guest"} or person.place.country in organisation
    return title if is_clear else f"{title}, {person.place.country}"


class _Namers:
    """One seeded namer for each of Faker's locales, the names that are taken, and who has which work where."""

    def __init__(self) -> None:
        self._namers: dict[str, Namer] = {}
        self._taken: set[str] = set()
        self._colleagues: Counter[tuple[str, Work]] = Counter()

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
        nth = self._colleagues[place.country, work]
        self._colleagues[place.country, work] += 1
        organisation = work.organisations[nth % len(work.organisations)].format(country=place.country)
        email = f"{name}@example.org"
        person = Person(real_name, name, email, "", place, work, organisation, role, groups, guest, deleted)
        return replace(person, title=_title(person, organisation))

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
