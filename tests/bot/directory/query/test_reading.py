"""What people type, in three languages, and what is read in it."""

import pytest

from bot.directory.query import reading
from bot.directory.query.parts import Lexicon, Part, Query

LEXICON = Lexicon(
    organisations={
        "ituc": 5,
        "iom": 6,
        "ilo": 7,
        "international labour organization": 7,
        "u s department of labor": 8,
        "ministry of labour": 9,
        "african union": 11,
    },
    fields={
        "fair recruitment": 1,
        "supply chains": 2,
        "child labour": 3,
        "travail des enfants": 3,
        "trabajo infantil": 3,
        "migrant workers": 4,
        "health and safety": 10,
    },
    groups={"supply chains action group": "C1", "grupo de accion sobre migracion": "C2"},
)


def read(typed: str) -> Query:
    return reading.read(typed, LEXICON, {"NP", "PE"})


def meant(typed: str) -> list[str]:
    return [f"{part.kind}:{part.value}" for part in read(typed).parts]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("nepal", ["country:NP"]),
        ("maria", ["word:maria"]),
        ("ITUC", ["organisation:5"]),
        ("travail des enfants coton côte d'ivoire", ["field:3", "word:coton", "country:CI"]),
        ("travail des enfants coton cote divoire", ["field:3", "word:coton", "country:CI"]),
        ("who works on fair recruitment in Tunisia?", ["field:1", "country:TN"]),
        ("Qui travaille sur le travail des enfants au Népal ?", ["field:3", "country:NP"]),
        ("¿Quién trabaja en trabajo infantil en Perú?", ["field:3", "country:PE"]),
        ("pescadores Perú", ["word:pescadores", "country:PE"]),
        ("I need someone from the ILO who speaks Spanish", ["organisation:7", "language:es"]),
        ("trade unions in West Africa", ["sector:workers", "region:west-africa"]),
        ("syndicats au Maroc", ["sector:workers", "country:MA"]),
        ("sindicalistas peruanos", ["sector:workers", "country:PE"]),
        ("employers’ organisations, Madagascar", ["sector:employers", "country:MG"]),
        ("ONG en Afrique de l’Ouest", ["sector:ngo", "region:west-africa"]),
        ("government of Nepal / child labor", ["sector:government", "country:NP", "field:3"]),
        ("U.S. Department of Labor", ["organisation:8"]),
        ("international labor organisation", ["organisation:7"]),
        ("Ministry of Labour, Viet Nam", ["organisation:9", "country:VN"]),
        ("migrant workers Qatar", ["field:4", "country:QA"]),
        ("health &amp; safety", ["word:health", "word:safety"]),
        ("health and safety", ["field:10"]),
        ("african union", ["organisation:11"]),
        ("http://ilo.org", ["organisation:7"]),
        ("je voudrais parler à quelqu’un du BIT 😀", ["word:bit"]),
        ("Quisiera hablar con alguien que habla francés", ["language:fr"]),
        ("which country: Nepal", ["country:NP"]),
        ("pays pionniers", ["pathfinders:"]),
    ],
)
def test_a_question_is_read_as_the_things_that_it_names(typed: str, parts: list[str]) -> None:
    assert meant(typed) == parts


@pytest.mark.parametrize(
    ("typed", "sector"),
    [
        *[(name, "workers") for name in ("trade union", "syndicat", "sindicatos", "unions", "syndicalistes")],
        *[(name, "employers") for name in ("employers", "patronat", "employeurs", "empleadores")],
        *[(name, "ngo") for name in ("NGO", "ong", "civil society", "société civile", "sociedad civil")],
        *[(name, "un") for name in ("UN", "ONU", "Naciones Unidas", "UN agencies", "Nations Unies")],
        *[(name, "academia") for name in ("university", "universités", "universidad")],
        *[(name, "government") for name in ("governments", "gouvernement", "gobierno")],
        *[(name, "business") for name in ("companies", "secteur privé", "empresas")],
    ],
)
def test_a_kind_of_organisation_is_known_by_its_names(typed: str, sector: str) -> None:
    assert meant(typed) == [f"sector:{sector}"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("french", "fr"),
        ("arabe", "ar"),
        ("portugués", "pt"),
        ("Swahili", "sw"),
        ("anglophone", "en"),
        ("castellano", "es"),
    ],
)
def test_a_language_by_itself_may_also_be_a_word_of_the_profile(typed: str, code: str) -> None:
    (part,) = read(typed).parts
    assert (part.kind, part.value) == ("language", code)
    assert part.words


@pytest.mark.parametrize(
    "typed",
    [
        "speaks French",
        "who speaks french?",
        "french speakers",
        "French-speaking",
        "parle français",
        "habla francés",
    ],
)
def test_who_speaks_a_language_is_asked_for_by_the_language_alone(typed: str) -> None:
    (part,) = read(typed).parts
    assert (part.kind, part.value, part.words) == ("language", "fr", ())


@pytest.mark.parametrize("typed", ["pathfinder", "Pathfinder countries", "pays pionniers", "países pioneros"])
def test_pathfinder_countries_are_known_where_there_are_any(typed: str) -> None:
    assert meant(typed) == ["pathfinders:"]
    without = reading.read(typed, LEXICON)
    assert {part.kind for part in without.parts} == {"word"}


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("supply chains action group", "C1"),
        ("group supply chains", "C1"),
        ("supply chains group", "C1"),
        ("grupo migración", "C2"),
    ],
)
def test_a_group_of_mine_is_known_by_its_title(typed: str, group: str) -> None:
    assert meant(typed) == [f"group:{group}"]


def test_a_name_that_is_a_country_too_keeps_its_words() -> None:
    assert read("Jordan").parts == (Part("country", "JO", "Jordan", ("jordan",)),)


def test_words_to_be_found_by_leave_out_what_says_nothing() -> None:
    assert read("Côte d’Ivoire").parts[0].words == ("cote", "ivoire")


def test_words_that_say_nothing_are_kept_where_there_is_nothing_else() -> None:
    assert meant("who is the") == ["word:who", "word:is", "word:the"]
    assert meant("who is the nepal") == ["country:NP"]


@pytest.mark.parametrize("typed", ["", "   ", "?", "-- ,;", "\x00\ud800", "<@U123ABC>"])
def test_nothing_is_read_in_nothing(typed: str) -> None:
    assert read(typed) == Query()


@pytest.mark.parametrize(
    "typed",
    [
        '"fair labour practices"',
        "“fair labour practices”",
        "«fair labour practices»",
        "'fair labour practices'",
    ],
)
def test_what_stands_in_quotation_marks_is_one_part(typed: str) -> None:
    assert meant(typed) == ["word:fair labour practices"]


def test_a_name_with_an_apostrophe_is_one_word() -> None:
    assert meant("O’Brien N'Diaye d'Angelo") == ["word:obrien", "word:ndiaye", "word:angelo"]


def test_no_phrase_goes_across_a_comma_or_a_word_left_out() -> None:
    assert meant("guinea, bissau") == ["country:GN", "word:bissau"]
    assert read("guinea and bissau").text == "guinea, bissau"


def test_the_same_asked_twice_is_asked_once() -> None:
    assert meant("nepal Népal country:np") == ["country:NP"]


def test_what_is_beyond_twelve_words_is_told() -> None:
    query = read(" ".join(f"word{n}" for n in range(14)))
    assert len(query.parts) == 12
    assert query.ignored == ("word12 word13",)


def test_what_is_beyond_two_hundred_characters_is_told() -> None:
    query = read("maria " * 33 + "kathmandu lopez")
    assert meant(query.text) == ["word:maria"]
    assert query.ignored == ("kathmandu lopez",)


def test_a_mention_is_read_by_its_name() -> None:
    assert meant("<@U123|maria> nepal") == ["word:maria", "country:NP"]


def test_what_the_viewer_may_not_know_is_plain_words() -> None:
    assert [part.kind for part in reading.read("supply chains group", Lexicon()).parts] == ["word"] * 3


@pytest.mark.parametrize(
    "typed",
    [
        "against child labour",
        "who fights against child labour",
        "lutte contre le travail des enfants",
        "qui s'occupe du travail des enfants",
        "lucha contra el trabajo infantil",
        "combatir trabajo infantil",
    ],
)
def test_who_is_against_something_is_asked_for_by_it(typed: str) -> None:
    assert meant(typed) == ["field:3"]


def test_who_fights_without_against_is_meant_as_it_is_said() -> None:
    assert meant("lucha torres") == ["word:lucha", "word:torres"]


def test_a_social_worker_is_no_workers_organisation() -> None:
    assert meant("social worker") == ["word:social worker"]
