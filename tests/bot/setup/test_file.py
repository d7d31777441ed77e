"""The workspace file in itself: what it understands, and how it says what is wrong."""

from pathlib import Path

import pytest

from bot.setup.file import read
from bot.setup.lines import line_of, locate
from bot.setup.problems import FileError

START = """[workspace]
name = "Alliance"
timezone = "Europe/Zurich"
"""


def problems(text: str) -> list[str]:
    with pytest.raises(FileError) as caught:
        read(text)
    return caught.value.problems


def test_a_name_and_a_time_zone_are_enough() -> None:
    file = read(START)
    assert file.workspace.languages == ("en",)
    assert file.workspace.quiet_days == 7
    assert file.groups == ()


def test_the_alliances_own_file_is_understood() -> None:
    file = read(Path("sandbox/data/alliance.toml").read_text(encoding="utf-8"))
    assert [group.channel for group in file.groups][:2] == ["supply-chains", "migration"]
    assert file.activities[0].when("Europe/Zurich").precision == "day"
    assert file.kept_for_later == ["asks", "figures"]
    assert "High-level Political Forum" in [each.title for each in file.activities if each.public]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('nam = "x"', 'line 4, workspace.nam: there is no such key; did you mean "name"?'),
        ('languages = ["en", "de"]', "line 4, workspace.languages[2]: must be 'en', 'fr' or 'es'"),
        ('languages = ["en", "en"]', "line 4, workspace.languages: names a language twice"),
        ("languages = []", "line 4, workspace.languages: is an empty list"),
        ('quiet_days = "7"', "line 4, workspace.quiet_days: must be a whole number"),
        ("quiet_days = 0", "line 4, workspace.quiet_days: must be 1 or more"),
        ('announcements = "Big News"', "is neither a channel's name nor its id"),
        ('secretariat = ["Ada"]', 'workspace.secretariat[1]: "Ada" is neither a Slack member id'),
        ('guide = "javascript:alert(1)"', "is not a web address that begins with https://"),
        ('guide = "https://[::1"', "line 4, workspace.guide: "),
        ('[leads]\nevent = ["7 days"]', "line 5, leads.event[1]: '7 days' is not a time before"),
        ('[leads]\nevent = ["900d"]', "is more than a year before"),
        ('[leads]\nevnt = ["1d"]', 'line 5, leads.evnt: there is no such kind; did you mean "event"?'),
        ('[[groups]]\nname = "G"', "line 4, groups[1].channel: is missing"),
        ('[[groups]]\nchannel = "g"\nname = "a\\u0000b"', "line 6, groups[1].name: has a control character"),
        ('[groups]\nchannel = "g"', "line 4, groups: must be a list"),
        ('[pathfinders]\ncountries = ["XX"]', "\"XX\" is not a country's two letters"),
        ('[[asks]]\nfrom = "A"\ntopic = "T"\nchanel = "x"', 'asks[1].chanel: there is no such key; did you mean "channel"?'),
        ('[[fields]]\nfr = "Pêche"', "line 4, fields[1].name: is missing"),
        ('[[fields]]\nname = "???"', 'fields[1].name: "???" has no letter or digit in it'),
        ('[[fields]]\nname = "a"\nalso = "b"', "line 6, fields[1].also: must be a list"),
        ('[[fields]]\nname = "é"\n[[fields]]\nname = "b"\nalso = ["E"]', 'fields[2].also[1]: "E" is a name of the field "é" already'),
        ('[[fields]]\nname = "a"\nen = "b"', "fields[1].en: there is no such key"),
        ("[figures]\nx = true", "line 5, figures.x: must be a number"),
        ('[[groups]]\nchannel = "g"\nname = "G"\npilot = "yes"', "line 7, groups[1].pilot: must be true or false"),
        ('[[groups]]\nchannel = "g"\nname = "G"\nholidays = ["August"]', 'line 7, groups[1].holidays[1]: "August" are no holidays. Write'),
        ('[[groups]]\nchannel = "g"\nname = "G"\nholidays = ["02-30"]', 'line 7, groups[1].holidays[1]: "02-30": there is no such day'),
        ("[workplace]", 'line 4, workplace: there is no such key; did you mean "workspace"?'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_key(line: str, expected: str) -> None:
    (problem,) = problems(START + line + "\n")
    assert expected in problem


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('date = "2019-02-31"', "line 7, activities[1].date: “2019-02-31” is not a date"),
        ("date = 2019-02-03\nend_date = 2019-02-01", "line 8, activities[1].end_date: "),
        ('date = "2019-02-03"\nstarts = "25:00"', "line 8, activities[1].starts: "),
        ('date = "2019-02-03"\nends = "12:00"', "line 8, activities[1].ends: An end time needs a start time"),
        ('date = "TBC"\nstarts = "09:00"', "line 8, activities[1].starts: A time needs a day"),
        ('date = "TBC"\ngroup = "nobody"', 'line 8, activities[1].group: no group has the channel "nobody"'),
        ('date = "TBC"\nevaluation = 5.5', "line 8, activities[1].evaluation: must be 5"),
        ('date = "TBC"\ngroup = "g"\npublic = true', "line 9, activities[1].public: what belongs to a group"),
        ('date = "TBC"\ncountry = "mg"', "line 8, activities[1].country: "),
        ('date = "TBC"\nstatus = "canceled"', "line 8, activities[1].status: must be 'tentative', 'confirmed' or"),
        ("", "line 4, activities[1].date: is missing"),
    ],
)  # fmt: skip
def test_a_wrong_activity_is_said_with_its_line_and_key(lines: str, expected: str) -> None:
    (problem,) = problems(f'{START}[[activities]]\nkind = "event"\ntitle = "T"\n{lines}\n')
    assert expected in problem


def test_everything_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    text = '[[groups]]\nname = 3\n[workspace]\nname = ""\ntimezone = "Mars/Olympus"\n'
    found = problems(text)
    assert [problem.partition(",")[0] for problem in found] == ["line 1", "line 2", "line 4", "line 5"]


def test_what_is_no_toml_is_said_with_its_line() -> None:
    assert problems('[workspace]\nname = = "x"\n')[0].startswith("line 2, column 8: this is not valid TOML")
    assert problems("x = [1,\n")[0].startswith("at the end of the file: this is not valid TOML")


def test_two_groups_in_one_channel_or_in_the_announcements_are_refused() -> None:
    groups = '[[groups]]\nchannel = "g"\nname = "G"\n' * 2
    assert len(problems(START + groups)) == 2
    own = 'announcements = "g"\n[[groups]]\nchannel = "g"\nname = "G"\n'
    assert "named in [workspace]" in problems(START + own)[0]


def test_activities_that_nobody_could_tell_apart_are_refused() -> None:
    same = '[[activities]]\nkind = "event"\ntitle = "Meeting"\ndate = "TBC"\n'
    assert "give each a uid of its own" in problems(START + same * 2)[0]
    with_uid = same + 'uid = "one"\n'
    assert 'two activities have the uid "one"' in problems(START + with_uid * 2)[0]
    assert len(read(START + same + with_uid).activities) == 2


def test_dates_and_times_may_be_tomls_own() -> None:
    text = f'{START}[[activities]]\nkind = "event"\ntitle = "T"\ndate = 2019-03-20\nstarts = 08:30:00\n'
    when = read(text).activities[0].when("Africa/Abidjan")
    assert str(when.starts_on) == "2019-03-20"
    assert str(when.starts_at) == "08:30:00"
    assert when.timezone == "Africa/Abidjan"


def test_leads_are_minutes() -> None:
    file = read(START + '[leads]\nevent = ["1w", "2d", "3h", "30m", "0"]\n')
    assert file.leads["event"] == (10080, 2880, 180, 30, 0)


def test_addresses_are_compared_in_lower_case() -> None:
    file = read(START.replace("[workspace]", '[workspace]\nsecretariat = ["Ada@Example.org", "U0ADA"]'))
    assert file.workspace.secretariat == ("ada@example.org", "U0ADA")


def test_lines_are_found_in_all_that_toml_allows() -> None:
    text = '''# comment
a.b = 1
text = """
[not.a.table]
x = 2
"""
list = [
  "one", # [[not]]
  { k = "v" },
]
[["odd name".sub]]
"quoted key" = 1
[["odd name".sub]]
[x.y]
z = 3
[["odd name".sub.deep]]
d = 1
'''
    lines = locate(text)
    assert lines["a", "b"] == 2
    assert lines["text",] == 3
    assert lines["list", 1, "k"] == 7
    assert lines["odd name", "sub", 0, "quoted key"] == 12
    assert lines["x", "y", "z"] == 15
    assert lines["odd name", "sub", 1, "deep", 0, "d"] == 17
    assert line_of(lines, ("odd name", "sub", 1, "nowhere")) == 13
    assert line_of(lines, ("nowhere",)) is None


def test_first_steps_are_liaisons_own_unless_the_file_has_some() -> None:
    assert read(START).journey is None
    assert read(f"steps = []\n{START}").journey == []
    own = '[[steps]]\nstep = "film"\ntext = "Watch it"\nfr = "Regardez"\nlink = "https://example.org"\n'
    assert read(f'{START}[[steps]]\nstep = "guide"\n{own}').journey == [
        {"name": "guide", "text": {}, "link": None},
        {"name": "film", "text": {"en": "Watch it", "fr": "Regardez"}, "link": "https://example.org"},
    ]


def test_a_step_that_nobody_could_tick_or_that_is_there_twice_is_refused() -> None:
    found = problems(
        f'{START}[[steps]]\nstep = "giude"\n[[steps]]\nstep = "phone"\n[[steps]]\nstep = "phone"\n'
    )
    assert found[0] == (
        'line 5, steps[1].step: Liaison has no step "giude", and one of your own needs a text; did you mean "guide"?'
    )
    assert found[1] == 'line 7, steps[2].step: the step "phone" is there twice'
    assert "small letters" in problems(f'{START}[[steps]]\nstep = "My film"\n')[0]
