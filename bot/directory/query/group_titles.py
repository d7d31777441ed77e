"""How people call a group: “Supply Chains Action Group” is “supply chains”. Pure."""

from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.directory.query.stopwords import is_stop
from bot.directory.words.folding import fold
from bot.directory.words.spelling import allowed

_KINDS = tuple(
    tuple(text.split())
    for text in (
        "action group",
        "working group",
        "groupe d action",
        "grupo de accion",
        "group",
        "groupe",
        "grupo",
    )
)
_JOINING = "on for of sur de des du d pour sobre para the les la el los las"


def called(groups: Mapping[str, str]) -> dict[str, str]:
    """By folded title, and by what is left of it without “Action Group”, the group's id; a whole title comes first."""
    found = dict(groups)
    for title, group_id in groups.items():
        if short := _short(title):
            found.setdefault(short, group_id)
    return found


@lru_cache(maxsize=1024)
def _short(title: str) -> str:
    return _without_kind(title.split())


def _without_kind(words: list[str]) -> str:
    for kind in _KINDS:
        if tuple(words[-len(kind) :]) == kind:
            return " ".join(words[: -len(kind)])
        if tuple(words[: len(kind)]) == kind:
            rest = words[len(kind) :]
            while rest and rest[0] in _JOINING.split():
                rest = rest[1:]
            return " ".join(rest)
    return ""


def one_of(typed: str, groups: Mapping[str, str]) -> str | None:
    """The one group that `group:` and this name mean: by its name, its initials, or some words of it, if no other has them."""
    known = called(groups)
    words = fold(typed)
    name = " ".join(words)
    if name in known:
        return known[name]
    if short := known.get(_without_kind(words)):
        return short
    having = {
        group_id
        for title, group_id in groups.items()
        if set(words) <= set(title.split()) or name in _initials(title.split())
    }
    if not words or len(having) > 1:
        return None
    return having.pop() if having else _nearly(_without_kind(words) or name, known)


def _nearly(name: str, known: Mapping[str, str]) -> str | None:
    """The one group with a name that is nearest to this, if only by typing errors."""
    near = {title: OSA.distance(name, title, score_cutoff=allowed(name)) for title in known}
    least = min(near.values(), default=0)
    nearest = {known[title] for title, distance in near.items() if distance == least}
    return nearest.pop() if least <= allowed(name) and len(nearest) == 1 else None


def _initials(words: list[str]) -> tuple[str, str]:
    """The first letters of a title: of all words, and without those that say nothing."""
    telling = [word for word in words if not is_stop(word)]
    return "".join(word[0] for word in words), "".join(word[0] for word in telling)
