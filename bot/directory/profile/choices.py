"""What a menu of the profile's form offers for what somebody types into it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.access import Viewer
from bot.blocks import Block, option
from bot.directory.profile.form import NONE
from bot.directory.profile.rules import KNOWN, LONGEST_VALUE, NEW, one_line
from bot.directory.vocabulary.likeness import alike_among
from bot.directory.words.folding import fold
from bot.directory.words.names import Entry, suggest
from bot.i18n import Words
from storage.vocabulary import Term

MOST: Final = 98  # Slack shows 100 options; two are kept: for a new name, and for leaving the field empty
MOST_GUESSES: Final = 8
LONGEST_TEXT: Final = 75  # characters of an option
SHORTEST_TYPO: Final = 4  # letters that may have one wrong among them
LONG: Final = 8  # letters that may have two


@dataclass(frozen=True, slots=True)
class Choices:
    """What fits, best first: the text shown and its value. `new` is a name that goes by none of them, as typed."""

    viewer: Viewer
    found: tuple[tuple[str, str], ...]
    new: str = ""

    def options(self, *, may_be_empty: bool) -> dict[str, Any]:
        """The answer to Slack. `may_be_empty` adds a choice that empties the field, for menus of one."""
        _ = self.viewer.words
        offered = [option(text, value) for text, value in self.found]
        if self.new:
            offered.append(option(add_label(self.new, _), new_value(self.new)))
        if may_be_empty:
            offered.append(nothing(_))
        return {"options": offered}


def nothing(_: Words) -> Block:
    """The choice that empties a menu: Slack has no other way."""
    return option(_("Leave empty"), NONE)


def new_value(name: str) -> str:
    """What the option of a new name carries: all of it, or enough of it to be refused as too long."""
    return f"{NEW}{name}"[:LONGEST_VALUE]


def add_label(name: str, _: Words) -> str:
    """“Add “Ministry of Labour””, with the name cut where an option ends."""
    room = LONGEST_TEXT - len(_("Add “{name}”", name=""))
    shown = name if len(name) <= room else name[: room - 1].rstrip() + "…"
    return str(_("Add “{name}”")).replace("{name}", shown)


def entries(viewer: Viewer, known: Iterable[Entry], typed: str) -> Choices:
    """Countries or languages: a new one there is not."""
    return Choices(viewer, tuple((entry.shown, entry.code) for entry in _fitting(list(known), typed)))


def of_terms(
    viewer: Viewer, known: Iterable[Term], names: Mapping[int, tuple[str, ...]], typed: str
) -> Choices:
    """Terms by any of their names (`names`: folded, by id), in the viewer's language; and what was typed, if none goes by it."""
    language, name = viewer.words.language, one_line(typed)
    by_id = {
        term.id: _entry(
            f"{KNOWN}{term.id}",
            term.said(language),
            (term.name, *term.labels.values(), *names.get(term.id, ())),
        )
        for term in known
    }
    # Whoever types “I.L.O.” is offered ILO, and not another one beside it.
    folded = "".join(fold(name))
    is_known = any(folded in entry.short for entry in by_id.values())
    found = _fitting(list(by_id.values()), typed)
    if len(found) < MOST_GUESSES and folded:
        # An acronym, or another way of writing the same, fits too.
        alike = alike_among(name, ((id_, entry.shown) for id_, entry in by_id.items()))
        found = list(dict.fromkeys([*found, *(by_id[id_] for id_, _ in alike)]))
    offered = tuple((entry.shown, entry.code) for entry in found)
    return Choices(viewer, offered, name if folded and not is_known else "")


@lru_cache(maxsize=10_000)
def _entry(value: str, shown: str, names: tuple[str, ...]) -> Entry:
    """Folding takes longer than finding, and the same terms are asked for at every letter that somebody types."""
    return Entry.of(value, shown, names)


def _fitting(known: Sequence[Entry], typed: str) -> list[Entry]:
    """What fits, best first; where nothing does, what was probably meant."""
    return suggest(known, typed, MOST) or _nearest(known, " ".join(fold(typed)))


def _nearest(known: Sequence[Entry], text: str) -> list[Entry]:
    """Entries that begin with almost the same letters (`text`: folded): one is wrong, or two in a longer text."""
    if len(text) < SHORTEST_TYPO:
        return []
    allowed = 1 if len(text) < LONG else 2
    named = [(name, entry) for entry in known for name in {entry.name, *entry.others}]
    # What is being typed may not be whole yet.
    asked = [name for name, _ in named] + [name[: len(text)] for name, _ in named]
    near = process.extract(text, asked, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    ranked = sorted(
        ((distance, named[place % len(named)][1]) for _, distance, place in near),
        key=lambda pair: (pair[0], pair[1].name),
    )
    return list(dict.fromkeys(entry for _, entry in ranked))[:MOST_GUESSES]
