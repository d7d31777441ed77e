"""What somebody probably meant when they typed a word that is not known. Pure."""

from collections.abc import Iterable
from difflib import get_close_matches

HELP_WORDS = frozenset({"help", "aide", "ayuda", "?"})


def meant(word: str, known: Iterable[str]) -> str | None:
    """The known word that is nearest to what was typed, if any is near. A slash in front doesn't matter."""
    by_bare = {item.lstrip("/"): item for item in known}
    near = get_close_matches(word.lower().lstrip("/"), by_bare, n=1, cutoff=0.6)
    return by_bare[near[0]] if near else None
