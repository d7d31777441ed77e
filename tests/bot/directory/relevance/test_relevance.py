"""How well the search finds whom a partner means: hundreds of searches in three languages, half of them misspelt or unaccented."""

import asyncio
import shutil
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from storage.database import Database
from tests.bot.directory.relevance.offers import broken
from tests.bot.directory.relevance.world import Search, answers, fill, known_people, searches
from tests.conftest import START
from tests.emptying import Emptier

SEARCHES = searches()
AIM = 0.95  # of the people that a search must find, how many are on the first page, on average
BACKENDS = ("sqlite", "postgres")
Answers = dict[str, list[list[str]]]
TRIED = 33  # every so many searches are tried out
T = TypeVar("T")


@pytest.fixture(scope="module")
def urls(
    sqlite_template: Path, postgres_url: str, emptier: Emptier, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """Both databases, with the people in them."""
    path = tmp_path_factory.mktemp("relevance") / "liaison.db"
    shutil.copy(sqlite_template, path)
    emptier.empty()
    by_backend = dict(zip(BACKENDS, (f"sqlite:///{path}", postgres_url), strict=True))
    for url in by_backend.values():
        asyncio.run(_with(url, fill))
    return by_backend


@pytest.fixture(scope="module")
def found(urls: dict[str, str]) -> Answers:
    """Whom each search finds, on both databases."""
    return {
        backend: asyncio.run(_with(url, lambda db: answers(db, SEARCHES))) for backend, url in urls.items()
    }


async def _with(url: str, does: Callable[[Database], Awaitable[T]]) -> T:
    db = Database(url, lambda: START)
    try:
        return await does(db)
    finally:
        await db.close()


def _recall(search: Search, people: Sequence[str]) -> float:
    return len(search.finds & set(people)) / len(search.finds)


def _average(people: Sequence[Sequence[str]], chosen: Callable[[Search], bool]) -> float:
    each = [_recall(s, found) for s, found in zip(SEARCHES, people, strict=True) if chosen(s)]
    return sum(each) / len(each)


def _misses(people: Sequence[Sequence[str]]) -> str:
    """A line for each search that misses somebody: the search, who is missing, who was found instead."""
    return "\n".join(
        f"{search.language} {search.text:55} misses {', '.join(sorted(search.finds - set(keys)))}"
        f"  (found: {', '.join(keys) or 'nobody'})"
        for search, keys in zip(SEARCHES, people, strict=True)
        if not search.finds <= set(keys)
    )


CLASSES: dict[str, Callable[[Search], bool]] = {
    "all": lambda _: True,
    "English": lambda search: search.language == "en",
    "French": lambda search: search.language == "fr",
    "Spanish": lambda search: search.language == "es",
    "rough": lambda search: search.is_rough,
    "as it should be written": lambda search: not search.is_rough,
}


@pytest.mark.parametrize("backend", BACKENDS)
def test_partners_find_whom_they_mean(
    found: Answers, backend: str, capsys: pytest.CaptureFixture[str]
) -> None:
    people = found[backend]
    figures = {name: _average(people, chosen) for name, chosen in CLASSES.items()}
    with capsys.disabled():
        line = ", ".join(f"{name} {figure:.3f}" for name, figure in figures.items())
        sys.stdout.write(f"\nrecall at 10, {backend}, {len(SEARCHES)} searches: {line}\n")
    assert all(figure >= AIM for figure in figures.values()), f"\n{_misses(people)}"


@pytest.mark.parametrize(("backend", "first"), [("sqlite", 0), ("postgres", TRIED // 2)])
def test_what_an_answer_offers_is_what_it_leads_to(urls: dict[str, str], backend: str, first: int) -> None:
    tried = [search.text for search in SEARCHES[first::TRIED]]
    assert asyncio.run(_with(urls[backend], lambda db: broken(db, tried))) == []


def test_both_databases_give_the_same_people_in_the_same_order(found: Answers) -> None:
    assert found["sqlite"] == found["postgres"]


def test_the_searches_are_many_in_three_languages_and_half_of_them_rough() -> None:
    keys = set(known_people()["people"])
    assert len(SEARCHES) >= 240
    assert len({(search.language, search.text) for search in SEARCHES}) == len(SEARCHES)
    assert all(
        sum(search.language == language for search in SEARCHES) >= 80 for language in ("en", "fr", "es")
    )
    assert sum(search.is_rough for search in SEARCHES) >= len(SEARCHES) / 2
    assert all(search.finds <= keys and 1 <= len(search.finds) <= 10 for search in SEARCHES)
    assert {key for search in SEARCHES for key in search.finds} == keys
