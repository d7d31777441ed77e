"""Whatever is typed is read, and a query as text means the same again."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.directory.query import reading
from bot.directory.query.parts import Lexicon, Query
from bot.directory.query.typed import MOST_CHARACTERS

LEXICON = Lexicon(
    {"ituc": 5, "i l o": 7, "ilo": 7, "african union commission": 8},
    {"fair recruitment": 1, "supply chains": 2, "travail des enfants": 3, "cotton": 4},
    {"migration action group": "C1", "supply chains": "C2"},
)
_PIECES = (
    "guinea bissau and south africa sudan sri lnka lanka the of group migration speaks french speaker fair recruitment travail"
    " des enfants cote d'ivoire d'ivoir côte N'Diaye O'Brien U.S.A. I.L.O. NP UN IN us , ; / ( ) \" “ ” « » ' ’ - : ? & &amp;"
    ' country: country:NP pays:népal country:"cote d\'ivoire" field:"supply foo:bar org:12 name:maria africa afrique du sudd'
    " papua new nw central african republic region union nepal Népal 尼泊尔 непал pathfinder pays pionniers <@U1|maria> a"
)
PIECES = st.sampled_from(_PIECES.split(" "))
TYPED = st.one_of(
    st.text(max_size=260),
    st.lists(PIECES, max_size=24).map(" ".join),
    st.lists(PIECES, max_size=16).map("".join),
)


def _read(text: str) -> Query:
    return reading.read(text, LEXICON, {"NP"})


@settings(max_examples=400, deadline=None)
@given(TYPED)
@example("guinea and bissau")
@example("guinea; x guinea bissau")
@example("A²:")
@example("😍 nepal")
@example("a:guinea:guinea country:fi")
@example("\ud800 \x00 İstanbul:ß")
def test_the_text_of_a_query_means_the_same_again(typed: str) -> None:
    query = _read(typed)
    again = _read(query.text)
    assert again.parts == query.parts
    assert again.text == query.text
    assert not again.ignored


@settings(max_examples=200, deadline=None)
@given(TYPED, st.integers(0, 11))
@example("guinea foo bissau", 1)
@example("nepal african union", 0)
def test_taking_a_part_away_changes_no_other_part(typed: str, index: int) -> None:
    query = _read(typed)
    if index < len(query.parts):
        fewer = query.without(index)
        assert _read(fewer.text).parts == fewer.parts


@settings(max_examples=200, deadline=None)
@given(TYPED)
def test_a_query_has_at_most_twelve_words_and_two_hundred_characters(typed: str) -> None:
    query = _read(typed)
    assert sum(len(part.words) for part in query.parts) <= reading.MOST_WORDS
    assert len(query.text) <= MOST_CHARACTERS


@settings(max_examples=200, deadline=None)
@given(TYPED)
def test_every_phrase_that_names_something_was_asked_for(typed: str) -> None:
    known = reading.phrases(typed)
    fewer = Lexicon(
        {name: id_ for name, id_ in LEXICON.organisations.items() if name in known},
        {name: id_ for name, id_ in LEXICON.fields.items() if name in known},
        LEXICON.groups,
    )
    assert reading.read(typed, fewer, {"NP"}) == _read(typed)
