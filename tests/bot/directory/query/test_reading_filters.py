"""Filters as they are typed: `country:NP`."""

import html

import pytest

from bot.directory.query import reading
from bot.directory.query.parts import Lexicon, Part, Query, filtered
from bot.directory.words import sectors
from bot.directory.words.folding import fold
from bot.i18n import LANGUAGES, words

LEXICON = Lexicon(
    organisations={"iom": 6, "i l o": 7},
    fields={"supply chains": 2, "child labour": 3},
    groups={
        "conflicts and crises action group": "C4",
        "migration action group": "C1",
        "supply chains": "C2",
        "supply and demand": "C3",
    },
)


def read(typed: str) -> Query:
    return reading.read(typed, LEXICON, {"NP"})


@pytest.mark.parametrize(
    ("typed", "taken_for"),
    [
        ("grup:CCAG", "group:CCAG"),
        ("gruop:migration", "group:migration"),
        ("contry:NP", "country:NP"),
        ("feild:cotton", "field:cotton"),
        ("orgnisaton:iom", "organisation:iom"),
        ("langauge:fr", "language:fr"),
        ('domane:"child labor"', 'domaine:"child labor"'),
    ],
)
def test_a_mistyped_key_is_taken_for_the_one_that_was_meant_and_that_is_told(
    typed: str, taken_for: str
) -> None:
    query = read(typed)
    assert query.text == taken_for
    assert [(mine.replace('"', ""), theirs) for mine, theirs in query.corrected] == [
        (typed.replace('"', ""), taken_for)
    ]
    assert (read(query.text).parts, read(query.text).corrected) == (query.parts, ())


def test_a_mistyped_key_with_a_value_that_nobody_knows_is_told_as_one_that_is_typed_right() -> None:
    query = read("grup:xyz")
    assert (query.parts, query.ignored, query.corrected) == ((), ("group:xyz",), (("grup:xyz", "group:xyz"),))


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [("skill:cotton", ("skill",)), ("Skill:a skill:b when:c", ("skill", "when")), ("ong:xyz", ("ong",))]
    + [
        (text, ())
        for text in ("re: cotton", "note : cotton", "https://iom.int", "10:30", ":smile:", "country:NP")
    ],
)
def test_a_key_that_there_is_not_is_told(typed: str, unknown: tuple[str, ...]) -> None:
    assert read(typed).unknown_keys == unknown


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("country:NP", "country", "NP"),
        ("country:np", "country", "NP"),
        ("country:npl", "country", "NP"),
        ("country:IN", "country", "IN"),
        ("country:uk", "country", "GB"),
        ("country: nepal", "country", "NP"),
        ("pays : Népal", "country", "NP"),
        ('país:"Costa de Marfil"', "country", "CI"),
        ("country:“south africa”", "country", "ZA"),
        ('country:"Korea, Republic of"', "country", "KR"),
        ("country:reunion", "country", "RE"),
        ("country:непал", "country", "NP"),
        ("country:tunisa", "country", "TN"),
        ("country:africa", "region", "africa"),
        ("region:nepal", "country", "NP"),
        ("region:arab-states", "region", "arab-states"),
        ("région:afrique", "region", "africa"),
        ("región:Sahel", "region", "sahel"),
        ("region:lac", "region", "latin-america-caribbean"),
        ("country:pathfinders", "pathfinders", ""),
        ('field:"supply chains"', "field", "2"),
        ('field:"Supply Chains', "field", "2"),
        ('domaine:"child labor"', "field", "3"),
        ("field:cotton", "field", "cotton"),
        ('campo:"pesca de altura"', "field", "pesca altura"),
        ("org:iom", "organisation", "6"),
        ("organisation:I.L.O.", "organisation", "7"),
        ("organización:Xyz", "organisation", "xyz"),
        ("lang:fr", "language", "fr"),
        ("langue:français", "language", "fr"),
        ("idioma:inglés", "language", "en"),
        ("lang:nepali", "language", "ne"),
        ("lang:spanihs", "language", "es"),
        ("group:migration", "group", "C1"),
        ('groupe:"Migration Action Group"', "group", "C1"),
        ("grupo:C2", "group", "C2"),
        ("group:demand", "group", "C3"),
        ("group:CCAG", "group", "C4"),
        ("type:workers", "sector", "workers"),
        ("type:un", "sector", "un"),
        ("tipo:sindicato", "sector", "workers"),
        ("type:ONG", "sector", "ngo"),
        ("name:maria", "name", "maria"),
        ('nom:"José Luis"', "name", "jose luis"),
        ("nombre:jordan", "name", "jordan"),
    ],
)
def test_a_filter_asks_for_one_thing_and_nothing_else(typed: str, kind: str, value: str) -> None:
    (part,) = read(typed).parts
    assert (part.kind, part.value, part.words) == (kind, value, ())
    assert not read(typed).ignored


@pytest.mark.parametrize(
    "typed",
    ["country:xx", "lang:qq", "type:xyzzy", "region:atlantis", "country:", "name:??", "org:12", "field:3"],
)
def test_a_filter_with_an_unknown_value_is_ignored_and_told(typed: str) -> None:
    assert read(typed).parts == ()
    assert len(read(typed).ignored) == 1


def test_a_group_that_is_not_mine_is_as_one_that_is_not_there() -> None:
    theirs = reading.read('group:"supply chains"', Lexicon(groups={"other": "C9"}))
    assert theirs == reading.read('group:"supply chains"', Lexicon())
    assert theirs == Query(ignored=("group:supply chains",))


def test_a_group_is_not_meant_by_words_that_two_have() -> None:
    assert read("group:supply").parts == ()


def test_an_unknown_key_is_two_plain_words() -> None:
    assert read("foo:bar").parts == (
        Part("word", "foo", "foo", ("foo",)),
        Part("word", "bar", "bar", ("bar",)),
    )


def test_all_filters_may_stand_together() -> None:
    typed = 'country:NP field:"supply chains" org:iom lang:fr group:migration type:workers'
    assert [part.kind for part in read(typed).parts] == [
        "country",
        "field",
        "organisation",
        "language",
        "group",
        "sector",
    ]
    assert read(typed).text == typed


@pytest.mark.parametrize(
    "value", ["supply chains", "NP", "côte d'ivoire", 'the "big" one', "a/b, c", "I.L.O.", "“x”"]
)
def test_a_filter_that_we_write_is_read_as_what_it_says(value: str) -> None:
    written = filtered("field", value)
    (part,) = reading.read(written, Lexicon(fields={" ".join(fold(value)): 42})).parts
    assert part.value == "42"
    assert part.source == written


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", sectors.SECTORS)
def test_a_kind_of_organisation_may_be_asked_for_as_it_is_shown(sector: str, language: str) -> None:
    shown = html.unescape(sectors.name(sector, words(language)))
    (part,) = read(f'type:"{shown}"').parts
    assert (part.kind, part.value) == ("sector", sector)


@pytest.mark.parametrize("typed", ["group:migracion", 'group:"suply chains"', "grupo:migratoin"])
def test_a_group_of_mine_is_known_in_spite_of_a_typing_error(typed: str) -> None:
    groups = {"supply chains action group": "C1", "migration action group": "C2"}
    (part,) = reading.read(typed, Lexicon(groups=groups)).parts
    assert part.value == ("C1" if "chains" in typed else "C2")
