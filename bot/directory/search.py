"""What a profile is found by: its folded words, with the name and the organisation in front."""

from collections.abc import Iterable

from bot.directory import countries, languages
from bot.directory.folding import fold_for_finding
from storage import directory
from storage.database import Transaction
from storage.directory import Profile


async def refresh_search(tx: Transaction, member_id: str) -> None:
    """Writes anew what a member is found by: after their profile or their name in Slack has changed.

    Does nothing for a member without a profile.
    """
    profile = await directory.get(tx, member_id)
    if profile is not None:
        await directory.set_search(tx, member_id, search_text(profile))


def search_text(profile: Profile) -> str:
    """Folded words with a space around each; a bar parts name and organisation from the rest."""
    front = [profile.name, profile.organisation]
    rest = [profile.role, *profile.fields]
    if profile.country:
        rest += countries.also_called(profile.country)
    for code in profile.languages:
        rest += languages.also_called(code)
    return f" {_words(front)} | {_words(rest)} "


def _words(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(word for text in texts for word in fold_for_finding(text)))
