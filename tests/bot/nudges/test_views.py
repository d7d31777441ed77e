"""A nudge and its forms as data: what Slack takes, and what a moderator reads."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from bot.errors import Gone
from bot.i18n import LANGUAGES, Markup, Words, words
from bot.nudges import done_views, form_views, prompts, views
from bot.nudges.done_views import Done
from bot.nudges.suggesting import Suggestion
from bot.nudges.views import Asked, Shown
from sandbox.blockkit import check_message, check_view

PROMPT = Suggestion("quiet.0", Markup("What &amp; who? " + "long " * 500))
KINDS = ("silence", "unanswered", "questions", "one_voice", "calendar")


def many(kind: str) -> list[Shown]:
    """As many as one message takes, each as long as it gets."""
    at = datetime(2019, 3, 18, 9, tzinfo=UTC)
    url = "https://a-very-long-name-of-a-workspace.slack.com/archives/C0123456789/p1552900000000100"
    asked = [Asked(f"155290000{n}.000100", at, "U0123456789", url) for n in range(20)]
    return [
        Shown(
            number + 10**9,
            "C0123456789",
            "unanswered" if kind == "questions" else kind,
            questions={"questions": asked, "unanswered": asked[:1]}.get(kind, ()),
            days=300,
            usual=21,
            voice="U0123456789",
            activity=Markup("•  *" + "title " * 33 + "*"),
            prompt=PROMPT,
            may_read=True,
            moderators=["U0123456789"] * 9,
        )
        for number in range(views.IN_ONE_MESSAGE)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_slack_takes_a_nudge_and_what_becomes_of_it(kind: str, language: str) -> None:
    _ = words(language)
    _text, blocks = views.nudge(_, many(kind), more=3)
    assert check_message(blocks) == []
    left = views.settled(blocks, many(kind)[0].id, "Done")
    assert check_message(left) == []
    assert len(left) == len(blocks) - (5 if kind == "questions" else 2)


def test_without_a_prompt_there_is_none_to_post() -> None:
    _text, blocks = views.nudge(words("en"), [Shown(1, "C1")])
    assert "nudges.post'" not in str(blocks)
    assert "nudges.edit'" in str(blocks)


def test_only_a_moderator_reads_of_the_other_moderators() -> None:
    for moderators, is_theirs in ((None, True), ([], False), (["U7"], False)):
        _text, blocks = views.nudge(words("en"), [Shown(1, "C1", moderators=moderators)])
        assert ("the other moderators" in str(blocks)) is is_theirs


def drafts(_: Words) -> Sequence[form_views.Draft]:
    suggestions = [Suggestion(f"quiet.{n}", PROMPT.text) for n in range(10)]
    knowers = [form_views.Knower(f"U{n}", "Name " * 30, "field, " * 30) for n in range(10)]
    return [
        form_views.Draft(_, "1|quiet.0", "C1"),
        form_views.Draft(_, "1|quiet.0", "C1", suggestions, "quiet.3", "", True),
        form_views.Draft(_, "1|quiet.0", "C1", suggestions, "quiet.3", None, True, knowers),
        form_views.Draft(
            _, "1|quiet.0", "C1", suggestions, "quiet.3", "Who?\n\n<!here> " * 500, True, knowers
        ),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_the_forms(language: str) -> None:
    _ = words(language)
    forms = [form_views.edit_form(draft) for draft in drafts(_)]
    forms += [form_views.until_form(_, "1|", "C1", date(2019, 3, 25)), form_views.rest_form(_, "1|", "C1")]
    forms += [form_views.said_modal(_, "Done", form["callback_id"], "x" * 2000) for form in forms]
    for form in forms:
        assert check_view(form) == []


def test_what_became_of_a_form_stands_under_its_title() -> None:
    for form in (
        form_views.until_form(words("en"), "1|", "C1", date(2019, 3, 25)),
        form_views.rest_form(words("en"), "1|", "C1"),
    ):
        assert form_views.said_modal(words("en"), "Done", form["callback_id"])["title"] == form["title"]


def test_a_prompt_stands_in_the_field_as_one_would_type_it() -> None:
    form = form_views.edit_form(drafts(words("en"))[2])
    (field,) = (block for block in form["blocks"] if block.get("block_id") == "text.quiet.3")
    assert field["element"]["initial_value"].startswith("What & who?")


@pytest.mark.parametrize("value", ["", "C1|2019-03-18T07:55:00+00:00|3", "²|x", "-1|x", "9" * 40])
def test_a_button_that_is_not_ours_is_no_longer_current(value: str) -> None:
    with pytest.raises(Gone):
        views.parse(value)


@pytest.mark.parametrize("state", ["prompted", "fine", "snoozed", "rested"])
def test_what_somebody_did_is_said_with_who_it_was(state: str) -> None:
    done = Done(words("en"), "C1", state, date(2019, 3, 25) if state == "snoozed" else None, by="U7")
    assert done_views.done(done).startswith("<@U7> has taken care of it: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_prompts_in_every_language(language: str) -> None:
    for kind in prompts.KINDS:
        found = prompts.of_kind(kind, words(language))
        assert len(found) >= 3
        assert {prompts.kind_of(name) for name in found} == {kind}
