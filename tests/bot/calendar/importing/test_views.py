"""The form and the report as data, within Slack's limits, in three languages."""

import json

import pytest

from bot.calendar.importing import problems, views
from bot.calendar.importing.problems import Problem
from bot.calendar.importing.report import Line, Report
from bot.calendar.importing.service import Asked, Looked
from bot.errors import Gone
from bot.i18n import words
from sandbox.blockkit import check_message, check_view
from tests.bot.calendar.planning.test_views import viewer

LANGUAGES = ("en", "fr", "es")
LONG = "<W&>" * 60
REASONS = tuple(Problem(what, LONG) for what in problems._SAID)


def report(n: int, *, is_done: bool = False) -> Report:
    lines = tuple(Line(line, LONG, REASONS[line % len(REASONS)]) for line in range(n))
    return Report(is_done, lines, lines, n, lines, lines, REASONS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [0, 1, 30, 2000])
def test_the_longest_report_is_one_that_slack_takes(language: str, n: int) -> None:
    view = views.looked(Looked(viewer(language), report(n), "F123", "everyone", "a" * 64))
    assert check_view(view) == []
    assert (views.TAKE in json.dumps(view)) == (n > 0)
    assert views.context_of(json.loads(view["private_metadata"])) == ("F123", "everyone", "a" * 64)


def test_what_was_taken_over_is_not_offered_again() -> None:
    view = views.looked(Looked(viewer(), report(3, is_done=True), "F123", "everyone", "a" * 64))
    assert views.TAKE not in json.dumps(view)


def test_a_report_lists_thirty_of_each_and_counts_the_rest() -> None:
    text = json.dumps(views.reported(report(100), words("en")))
    assert text.count("and 70 more") == 4
    assert "100 activities are new" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_one_that_slack_takes_with_a_hundred_groups(language: str) -> None:
    groups = {f"C{n}": "Group " * 30 + str(n) for n in range(150)}
    assert check_view(views.form(Asked(viewer(language, is_secretariat=True), groups))) == []
    assert check_view(views.working(words(language))) == []
    assert check_view(views.refused("No.", words(language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_a_table_looks_is_shown_in_every_language(language: str) -> None:
    _text, blocks = views.how(words(language))
    assert check_message(blocks) == []


def test_metadata_that_is_not_ours_is_gone() -> None:
    with pytest.raises(Gone):
        views.context_of({"file": "F1"})
