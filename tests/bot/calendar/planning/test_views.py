"""The form, the posts and the answers as data, within Slack's limits, in three languages."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.access import Viewer
from bot.calendar.planning import answer_views, filling, form, form_views, review_views
from bot.calendar.planning.errors import AlreadyDecided
from bot.calendar.planning.form import Context, Form
from bot.calendar.planning.review_views import Reader, Shown
from bot.calendar.planning.saved import Saved
from bot.calendar.reading.sentence import Sentence
from bot.calendar.recurrence import Rule
from bot.calendar.when import When
from bot.errors import Gone
from bot.i18n import words
from sandbox.blockkit import check_message, check_view
from storage.details import Details
from storage.people import Member
from storage.planning import Proposal
from storage.vocabulary import Term
from storage.workspace import Workspace
from tests.bot.calendar.world import MIGRATION, activity

NOW = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)
TODAY = NOW.date()
LANGUAGES = ("en", "fr", "es")
NASTY = "<!channel> & <https://evil|bank> *x* "


def viewer(language: str = "en", **values: Any) -> Viewer:
    member = Member("U1", locale=language, timezone="Europe/Zurich", synced_at=NOW, **values)
    return Viewer(member, Workspace(languages=LANGUAGES))


def blank(language: str = "en", **values: Any) -> Form:
    groups = {f"C{n}": f"Group {n:03} {NASTY}" for n in range(120)}
    return Form(viewer(language, **values), groups, for_all=True, zone="Europe/Zurich")


def details(**values: Any) -> Details:
    given: dict[str, Any] = {
        "activity": activity((NASTY * 10)[:200], "2019-05-06", place="&" * 150, venue="<" * 150, link="https://example.org/" + "&" * 900),
        "stage": "proposed",
        "summary": "&" * 1000,
        "organiser": "<" * 100,
        "language": "fr",
        "is_public": True,
        "rrule": "FREQ=WEEKLY;BYDAY=MO",
        "expanded_until": None,
        "fields": frozenset(range(10)),
    }  # fmt: skip
    return Details(**given | values)


def shown(language: str = "en", *, is_channel: bool = False, **values: Any) -> Shown:
    others = [activity((NASTY * 10)[:200], "2019-05-06", place="&" * 150)._replace(id=n) for n in range(5)]
    terms = [Term(n, "field", "&" * 60) for n in range(10)]
    reader = Reader(words(language), ZoneInfo("Europe/Zurich"), NOW, is_channel)
    return Shown(reader, details(**values), "&" * 200, terms, others, others)


def labels(view: dict[str, Any]) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("whole", [False, True])
def test_the_form_is_one_that_slack_takes(language: str, whole: bool) -> None:
    empty = blank(language)
    view = form_views.activity_form(empty.unfolded() if whole else empty)
    assert check_view(view) == []
    assert len(labels(view)) == (20 if whole else 7)


def test_the_last_of_many_groups_can_be_chosen_too() -> None:
    again = replace(blank(), given={form.WHOM: {"initial_option": {"value": "C119"}}})
    view = form_views.activity_form(again)
    assert check_view(view) == []
    (menu,) = [b["element"] for b in view["blocks"] if b.get("block_id") == form.WHOM]
    assert menu["initial_option"]["value"] == "C119"


def test_the_form_is_short_until_more_is_asked_for() -> None:
    assert labels(form_views.activity_form(blank())) == list(form.FEW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_activity_filled_to_its_limits_fits_into_the_form(language: str) -> None:
    terms = [Term(n, "field", "&" * 60) for n in range(10)]
    filled = filling.of_activity(details(), terms, TODAY, words(language))
    full = Form(viewer(language), {}, True, "UTC", filled.given, filled.context, "&" * 2900)
    view = form_views.activity_form(full)
    assert check_view(view) == []
    for block in view["blocks"]:
        if block["type"] == "input" and block["block_id"] in ("title", "summary", "link"):
            assert block["element"]["initial_value"]


def test_a_rule_that_the_menu_does_not_have_is_offered_as_it_is() -> None:
    known = details(rrule="FREQ=MONTHLY;BYMONTHDAY=3,17")
    filled = filling.of_activity(known, [], TODAY, words("en"))
    view = form_views.activity_form(Form(viewer(), {}, True, "UTC", filled.given, filled.context))
    (menu,) = [b["element"] for b in view["blocks"] if b.get("block_id") == form.REPEATS]
    assert menu["initial_option"]["value"] == "kept"
    assert "3 and 17" in menu["initial_option"]["text"]["text"]


def test_what_stands_in_a_form_is_what_the_next_one_starts_with() -> None:
    state = {
        "values": {
            "title": {"calendar.title": {"type": "plain_text_input", "value": "Seminar"}},
            "day": {"calendar.day": {"type": "datepicker", "selected_date": "2019-05-06"}},
            "kind": {"calendar.kind": {"type": "static_select", "selected_option": {"value": "report"}}},
            "whom": {"calendar.whom": {"type": "static_select", "selected_option": {"value": "C5"}}},
            "place": {"calendar.place": {"type": "plain_text_input", "value": None}},
        }
    }
    again = Form(
        viewer(), {"C5": "Five"}, True, "UTC", form.standing(state), Context(despite=(3,))
    ).unfolded()
    view = form_views.activity_form(again)
    assert check_view(view) == []
    first = {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}
    assert first["title"]["initial_value"] == "Seminar"
    assert first["day"]["initial_date"] == "2019-05-06"
    assert first["kind"]["initial_option"]["text"]["text"] == "Report"
    assert first["whom"]["initial_option"]["text"]["text"] == "Five"
    assert "initial_value" not in first["place"]
    assert view["submit"]["text"] == "Add it anyway"


def test_a_sentence_fills_the_few_fields_and_a_wrong_date_stays_in_words() -> None:
    nothing: dict[str, Any] = dict.fromkeys(Sentence.__dataclass_fields__) | {"is_tentative": False}
    when = When.parse("2019-04-03", starts="14:00", timezone="Europe/Zurich")
    read = Sentence(**nothing | {"title": "GCG", "when": when, "place": "Geneva", "channel_id": MIGRATION})
    filled = filling.of_sentence(read, "…", "America/Lima", TODAY, words("en"))
    assert set(filled.given) == {"title", "place", "day", "starts", "whom"}
    assert not filled.context.whole
    weekly = Sentence(**nothing | {"title": "GCG", "when": when, "rule": Rule("weekly", weekdays=(2,))})
    assert filling.of_sentence(weekly, "…", "Europe/Zurich", TODAY, words("en")).context.whole
    wrong = Sentence(**nothing | {"title": "GCG meeting", "place": "Geneva", "problem": "no_such_day"})
    filled = filling.of_sentence(wrong, "GCG meeting 31 February Geneva", "UTC", TODAY, words("en"))
    assert filled.given["when"] == {"initial_value": "31 February"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", ["proposed", "approved", "declined", "withdrawn"])
@pytest.mark.parametrize("is_channel", [True, False])
def test_what_is_said_of_a_proposal_fits_and_pings_nobody(
    language: str, stage: str, is_channel: bool
) -> None:
    told = shown(language, is_channel=is_channel, stage=stage)
    proposal = Proposal(1, "U1", NOW, (), None if stage == "proposed" else "U2", NOW, "&" * 500)
    for view in (review_views.review, review_views.mine, review_views.outcome, review_views.elsewhere):
        text, blocks = view(told, proposal)
        assert check_message(blocks, text=text) == []
        assert "<!channel>" not in str(blocks)
    has_buttons = "calendar.approve" in str(review_views.review(told, proposal))
    assert has_buttons == (stage == "proposed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_and_questions_are_ones_that_slack_takes(language: str) -> None:
    told, reader = shown(language), viewer(language)
    outcomes: Any = (
        "added", "proposed", "changed", "unchanged", "approved", "declined", "withdrawn", "cancelled"
    )  # fmt: skip
    for outcome in outcomes:
        saved = Saved(reader, outcome, told)
        assert check_view(answer_views.done_modal(saved)) == []
        text, blocks = answer_views.done(saved)
        assert check_message(blocks, text=text) == []
    assert check_view(answer_views.refused_modal(AlreadyDecided("U2", "approved"), words(language))) == []
    assert check_view(review_views.decline_form(told.known, words(language))) == []
    for on in (None, date(2019, 5, 6)):
        assert check_view(answer_views.which("cancel", told, on)) == []
    assert check_view(answer_views.which("edit", told, date(2019, 5, 6))) == []


@pytest.mark.parametrize("value", ["", "x", "1:x", "1:2019-02-31", "²", "99999999999"])
def test_a_button_that_is_not_ours_is_gone(value: str) -> None:
    with pytest.raises(Gone):
        answer_views.target(value)
    with pytest.raises(Gone):
        review_views.parse(value)


def test_what_a_form_carries_comes_back_as_it_was() -> None:

    context = Context(
        3,
        "2019-05-06",
        2,
        True,
        (4, 5),
        "“mid-May”",
        ("part", "2019-05-11", "2019-05-20", "UTC"),
        "FREQ=DAILY",
        True,
    )
    assert Context.of(json.loads(str(context))) == context
    assert Context.of({}) == Context()
    for broken in ({"id": "x"}, {"on": "soon"}, {"when": ["day"]}, {"despite": 3}):
        with pytest.raises(Gone):
            Context.of(broken)
