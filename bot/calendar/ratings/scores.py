"""What all who look at an activity may read of what those say who went: an average, once enough have said something."""

from bot.calendar.ratings.rules import ENOUGH
from storage import ratings
from storage.database import Reading
from storage.ratings import Score


async def score_of(tx: Reading, activity_id: int) -> Score | None:
    """Of what repeats, all those occurrences together of which enough people have said something each: so what few say of one can't be
    told from the sum."""
    found = (await ratings.scores(tx, activity_id, at_least=ENOUGH)).values()
    if not found:
        return None
    return Score(sum(each.n for each in found), sum(each.stars for each in found))
