"""Countries and regions, by whatever people call them."""

import pytest

from bot.directory.query import reading
from bot.directory.query.parts import Lexicon, Query

LEXICON = Lexicon(fields={"child labour": 3})


def read(typed: str) -> Query:
    return reading.read(typed, LEXICON)


def meant(typed: str) -> list[str]:
    return [f"{part.kind}:{part.value}" for part in read(typed).parts]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *[
            (name, "CI")
            for name in ("Ivory Coast", "Costa de Marfil", "COTE D'IVOIRE", "côte d’ivoire", "cotedivoire")
        ],
        *[
            (name, "CD")
            for name in ("DRC", "rdc", "Congo-Kinshasa", "Zaïre", "democratic republic of the congo")
        ],
        *[(name, "CG") for name in ("Congo-Brazzaville", "Republic of the Congo", "République du Congo")],
        *[
            (name, "US")
            for name in ("USA", "U.S.A.", "U.S.", "EE. UU.", "EE.UU.", "États-Unis", "estados unidos", "US")
        ],
        *[(name, "GB") for name in ("UK", "u.k.", "Great Britain", "Royaume-Uni", "Inglaterra", "GBR")],
        *[(name, "MM") for name in ("Burma", "Birmanie", "Myanmar", "Myanmar (Burma)")],
        *[(name, "KR") for name in ("South Korea", "Corée du Sud", "Republic of Korea", "korea")],
        *[(name, "MK") for name in ("FYROM", "Macedonia", "North Macedonia")],
        *[(name, "SZ") for name in ("Swaziland", "Eswatini")],
        *[
            (name, "NP")
            for name in ("NP", "NPL", "Nepalese", "népalaises", "nepaleses", "Непал", "尼泊尔", "نيبال")
        ],
        *[(name, "PE") for name in ("peruvian", "péruvienne", "peruana", "PER")],
        *[
            (name, "MA")
            for name in ("Marruecos", "Marokko", "Marrocos", "Kingdom of Morocco", "المغرب", "marocains")
        ],
        *[(name, "DE") for name in ("Deutschland", "Alemanha", "Germania", "Allemagne", "Германия")],
        *[(name, "BA") for name in ("Bosnia & Herzegovina", "bosnia and herzegovina", "Bosnie")],
        *[(name, "LC") for name in ("St. Lucia", "saint lucia", "Sainte-Lucie")],
        *[(name, "VN") for name in ("Viet Nam", "vietnam", "Вьетнам", "越南")],
        *[(name, "MR") for name in ("mauritania", "République islamique de Mauritanie", "mauritaniens")],
        ("papua new guinea", "PG"),
        ("guinea-bissau", "GW"),
        ("équatorial guinea", "GQ"),
        ("south africa", "ZA"),
        ("the Gambia", "GM"),
        *[(name, "GH") for name in ("Gold Coast", "Côte de l’Or")],
        ("Nyasaland", "MW"),
        ("Khmer Republic", "KH"),
        ("les îles Fidji", "FJ"),
        ("República Oriental del Uruguay", "UY"),
        ("qatariennes", "QA"),
        ("Magyarország", "HU"),
        ("Holland", "NL"),
        ("Cabo Verde", "CV"),
        ("الأردن", "JO"),
    ],
)
def test_a_country_is_known_by_what_people_call_it(typed: str, code: str) -> None:
    assert meant(typed) == [f"country:{code}"]


@pytest.mark.parametrize(
    "typed", ["in", "IN", "no", "to", "it", "IT", "me", "de", "la", "es", "np", "npl", "car", "CAN"]
)
def test_a_code_that_is_a_word_or_in_small_letters_is_no_country(typed: str) -> None:
    assert not [part for part in read(typed).parts if part.kind == "country"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        *[(name, "africa") for name in ("Africa", "afrique", "África", "african")],
        *[(name, "americas") for name in ("the Americas", "Amériques", "América")],
        *[(name, "arab-states") for name in ("Arab States", "États arabes", "estados árabes", "pays arabes")],
        *[
            (name, "asia-pacific")
            for name in ("Asia and the Pacific", "Asie et Pacifique", "Asia-Pacific", "Asia y el Pacífico")
        ],
        *[
            (name, "europe-central-asia")
            for name in ("Europe and Central Asia", "Europe et Asie centrale", "Europa y Asia Central")
        ],
        *[
            (name, "latin-america")
            for name in ("Latin America", "Amérique latine", "Latinoamérica", "latin american")
        ],
        *[
            (name, "south-east-asia")
            for name in ("South-East Asia", "southeast asia", "Asie du Sud-Est", "sudeste asiático")
        ],
        *[(name, "middle-east") for name in ("Middle East", "Moyen-Orient", "Oriente Medio")],
        *[(name, "european-union") for name in ("EU", "European Union", "Union européenne", "UE")],
        ("MENA", "middle-east-north-africa"),
        ("Sahel", "sahel"),
        ("Caraïbes", "caribbean"),
    ],
)
def test_a_region_is_known_in_three_languages(typed: str, key: str) -> None:
    assert meant(typed) == [f"region:{key}"]


@pytest.mark.parametrize("typed", ["cote d'ivoir", "Cote d’Ivoiree", "ivry coast", "ivory caost"])
def test_a_long_name_may_have_a_typing_error(typed: str) -> None:
    assert meant(typed) == ["country:CI"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("sri lnka", "LK"),
        ("el salvdor", "SV"),
        ("afrique du sudd", "ZA"),
        ("papua nw guinea", "PG"),
        ("south sudaan", "SS"),
    ],
)
def test_a_typing_error_in_a_long_name_does_not_leave_a_shorter_one(typed: str, code: str) -> None:
    assert meant(f"child labour {typed} maria") == ["field:3", f"country:{code}", "word:maria"]
