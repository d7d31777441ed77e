"""Where somebody is in a search: what a button or a modal carries, so that nothing of it is kept. Pure."""

import json
from dataclasses import dataclass, replace
from typing import Any

from bot.errors import Gone

# Characters. A button's value holds 2,000 (https://docs.slack.dev/reference/block-kit/block-elements/button-element), and
# quotes take two each.
LONGEST_TEXT = 900


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a search for a text, or, if `like` is a member's id, of the people who are like them."""

    text: str = ""
    page: int = 0
    like: str = ""

    def turned(self, pages: int) -> "Place":
        return replace(self, page=self.page + pages)

    def written(self) -> str:
        """As a button carries it. Not in ASCII escapes, which could be longer than a button holds."""
        place = {"q": self.text[:LONGEST_TEXT], "p": self.page, "l": self.like}
        return json.dumps({key: value for key, value in place.items() if value}, ensure_ascii=False)


def place_of(value: str) -> Place:
    """The place that a button of ours carries. Raises Gone for anything else."""
    try:
        place: Any = json.loads(value)
        return Place(str(place.get("q", "")), int(place.get("p", 0)), str(place.get("l", "")))
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise Gone from None
