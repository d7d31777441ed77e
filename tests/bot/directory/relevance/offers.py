"""What an answer offers, tried out: each chip, the wider search, further pages and the counts of filters."""

from collections.abc import Iterable

from bot.directory.pages.filters import MENUS
from bot.directory.search.found import PAGE, Found
from bot.directory.search.service import DirectoryService
from storage.database import Database
from tests.bot.directory.relevance.world import VIEWER


async def broken(db: Database, texts: Iterable[str]) -> list[str]:
    """What is not as it was offered, in searches for these texts."""
    trial = _Trial(DirectoryService(db))
    for text in texts:
        await trial.offers(text)
    return trial.broken


class _Trial:
    def __init__(self, service: DirectoryService) -> None:
        self.broken: list[str] = []
        self._service = service
        self._people: dict[str, list[str]] = {}

    async def offers(self, text: str) -> None:
        found, people = await self._service.search(VIEWER, text), await self.people(text)
        self._note(await self.people(found.query.text) == people, f"{text}: {found.query.text} is another")
        for index in range(len(found.query.parts)):
            rest = found.query.without(index).text
            self._note(set(people) <= set(await self.people(rest)), f"{text}: {rest} finds fewer")
        if found.widening:
            wider = await self.people(found.widening.text)
            self._note(len(wider) == found.widening.total > 0, f"{text}: no {found.widening.total} people")
        if found.query.parts:
            await self._counts(found, set(people))

    async def _counts(self, found: Found, people: set[str]) -> None:
        """The first choice of each menu, which has most people."""
        facets = await self._service.facets(VIEWER, found.query.text)
        self._note(facets.total == found.total, f"{found.query.text}: {facets.total} to filter")
        asked = {(part.kind, part.value) for part in found.query.parts}
        for menu in MENUS:
            for choice in list(menu.choices(facets, found.viewer.words))[:1]:
                if (menu.kind, choice.value) not in asked:
                    text = f"{found.query.text} {choice.source}"
                    fewer = set(await self.people(text))
                    self._note(
                        fewer <= people and len(fewer) == choice.people, f"{text}: not {choice.people}"
                    )

    async def people(self, text: str) -> list[str]:
        """Those of all pages."""
        if text not in self._people:
            total = (await self._service.search(VIEWER, text)).total
            pages = [await self._service.search(VIEWER, text, page) for page in range(-(-total // PAGE))]
            people = [hit.profile.member_id for found in pages for hit in found.hits]
            self._note(len(people) == len(set(people)) == total, f"{text}: somebody is lost between pages")
            self._people[text] = people
        return self._people[text]

    def _note(self, is_right: bool, what: str) -> None:
        if not is_right:
            self.broken.append(what)
