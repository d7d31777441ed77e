"""What the Secretariat sees of names that may be one and the same, as data."""

import json
from datetime import UTC, datetime

import pytest

from bot.access import Viewer
from bot.blocks import Block
from bot.directory.vocabulary import views
from bot.directory.vocabulary.merges import Outcome
from bot.directory.vocabulary.service import Waiting
from bot.i18n import LANGUAGES, words
from storage.merging import Merge
from storage.pairs import Pair
from storage.people import Member
from storage.vocabulary import Term
from storage.workspace import Workspace

LONGEST = "N" * 60
CURATED = Term(1, "field", "Child labour", {"fr": "Travail des enfants"}, is_curated=True)
FREE = Term(2, "field", "*Child* <!channel> & labor")


def _waiting(
    *pairs: Pair, language: str = "en", total: int = 0, page: int = 0, last: Merge | None = None
) -> Waiting:
    viewer = Viewer(Member("S1", locale=language), Workspace(languages=LANGUAGES))
    return Waiting(viewer, pairs, total or len(pairs), page, last)


def _pair(first: Term = CURATED, second: Term = FREE, reason: str = "same") -> Pair:
    names = ((first.name, *first.labels.values()), (second.name,))
    return Pair(first, second, reason, (12, 1), names)


def _buttons(blocks: list[Block]) -> dict[str, str]:
    found = [e for b in blocks if b["type"] == "actions" for e in b["elements"]]
    return {e["action_id"]: e["text"]["text"] for e in found}


def test_a_pair_shows_both_names_how_many_use_them_and_what_can_be_done() -> None:
    blocks = views.tidy(_waiting(_pair(Term(1, "field", "Law"), Term(2, "field", "Laws"))))
    said = json.dumps(blocks)
    assert "(12 profiles)" in said
    assert "(1 profile)" in said
    assert _buttons(blocks) == {
        views.FIRST: "Make them one: Law",
        views.SECOND: "Make them one: Laws",
        views.TWO: "Keep both",
        views.CHOOSE_ORGANISATIONS: "Merge organisations…",
        views.CHOOSE_FIELDS: "Merge fields…",
    }


def test_only_the_name_of_the_workspace_s_own_list_can_be_kept() -> None:
    offered = _buttons(views.tidy(_waiting(_pair())))
    assert views.FIRST in offered
    assert views.SECOND not in offered


def test_what_was_just_merged_is_said_once_with_the_way_back() -> None:
    last = Merge(2, FREE.name, CURATED, "S1", datetime(2019, 3, 18, tzinfo=UTC))

    def sentences(name: str) -> list[str]:
        blocks = views.tidy(_waiting(last=last), Outcome("merged", CURATED, name, 3))
        undo = [b["accessory"]["action_id"] for b in blocks if "accessory" in b]
        assert undo == [views.UNDO]
        return [b["text"]["text"] for b in blocks if b["type"] == "section"]

    assert not any("Last merged" in text for text in sentences(FREE.name))
    assert "3 profiles show this name." in sentences(FREE.name)[0]
    assert any("Last merged" in text for text in sentences("Another one"))


def test_what_people_typed_is_text_and_no_markup() -> None:
    last = Merge(2, FREE.name, CURATED, "S1", datetime(2019, 3, 18, tzinfo=UTC))
    done = Outcome("merged", CURATED, FREE.name, 3)
    blocks = views.tidy(_waiting(_pair(), last=last), done)
    in_markup = [b["text"]["text"] for b in blocks if b["type"] == "section"]
    assert any("&lt;!channel&gt; &amp; labor" in text for text in in_markup)
    assert not any("<!channel>" in text for text in in_markup)
    (rich,) = (b for b in blocks if b["type"] == "rich_text")
    assert FREE.name in [element["text"] for element in rich["elements"][0]["elements"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", ["same", "acronym", "known", "brackets", "spelling"])
def test_five_pairs_with_the_longest_names_are_within_slack_s_limits(language: str, reason: str) -> None:
    pairs = [_pair(Term(n, "field", LONGEST), Term(n + 100, "field", LONGEST), reason) for n in range(5)]
    last = Merge(2, LONGEST, FREE, None, datetime(2019, 3, 18, tzinfo=UTC))
    waiting = _waiting(*pairs, language=language, total=17, page=1, last=last)
    blocks = views.at_home(waiting)
    assert len(blocks) <= 40  # Home has a hundred for all its sections
    for block in blocks:
        for element in block.get("elements", ()) if block["type"] == "actions" else ():
            assert len(element["text"]["text"]) <= 75
            assert len(element.get("value", "")) <= 2000
        ids = [e["action_id"] for e in block.get("elements", ()) if "action_id" in e]
        assert len(ids) == len(set(ids))
    assert {views.MORE, views.BACK} <= _buttons(blocks).keys()
    assert views.UNDO in [b["accessory"]["action_id"] for b in blocks if "accessory" in b]
    for kind in ("field", "organisation"):
        form = views.form(kind, words(language), from_home=True)
        assert len(form["title"]["text"]) <= 24
        assert json.loads(form["private_metadata"]) == {"kind": kind, "from": "home"}
    offered = views.choices([(Term(1, "field", LONGEST), 1234567)], words(language))["options"]
    assert len(offered[0]["text"]["text"]) <= 75
