"""Whether a text looks like a question, in English, French or Spanish. The text is looked at in memory, and only the answer is kept.

A question mark counts where a sentence ends; not in an address, in code, or in what is quoted. Many ask without one: so do the words
with which people ask a room ("does anybody know", "quelqu'un sait", "alguien tiene"), at the beginning of a sentence.
"""

import re

from bot.activity.asking import goes_on

# What is not the author's own sentence, by a sign that shows that there is some: code; quoted lines, whose sign Slack escapes; what Slack
# puts in pointed brackets; addresses, emoji, and a doubt in brackets.
_NOT_SAID = (
    ("`", re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)),
    ("&gt;", re.compile(r"^[ \t]*&gt;[^\n]*", re.MULTILINE)),
    ("<", re.compile(r"<[^<>]*>")),
    (">", re.compile(r"^[ \t]*>[^\n]*", re.MULTILINE)),
    ("://", re.compile(r"https?://\S+")),
    ("www.", re.compile(r"www\.\S+")),
    (":", re.compile(r":[\w+'-]+:")),
    ("(?", re.compile(r"\(\?+\)")),
)
_MARKS = ("?", "¿", "？", "؟")
_MARKED = re.compile(r"¿|[?？؟](?![\w=&/%])")
# Where a sentence ends; an exclamation stays one.
_ENDS = str.maketrans({".": "\n", ";": "\n", ":": "\n", "…": "\n", "!": "!\n"})
_DASHES = (" - ", " – ", " — ")
# A greeting, a name or a small word before what is asked: "Hello all, does anybody know".
_BEFORE = re.compile(
    r"^(?:[^,]{1,40},\s*)?(?:(?:and|so|but|also|please|hi|hello|et|mais|donc|bonjour|y|pero|hola)\s+)?"
)

_FIRST_WORD = re.compile(r"[^\W\d_]+")
_STRIPPED = " \t*_~\"'«»()-–—•"
_LONGEST = 12_000  # characters: more than Slack takes for a message


def looks_like_a_question(text: str) -> bool:
    """Whether somebody asks something with a text as Slack has it (mrkdwn, with `&gt;` for a quoted line)."""
    text = text[:_LONGEST].replace("’", "'")
    said = text
    for sign, what in _NOT_SAID:
        if sign in said:
            said = what.sub(" ", said)
    if any(mark in said for mark in _MARKS) and _MARKED.search(said):
        return True
    for dash in _DASHES:
        said = said.replace(dash, "\n")
    for part in said.translate(_ENDS).split("\n"):
        sentence = part.strip(_STRIPPED)
        if sentence and not sentence.endswith("!") and _asks(sentence):
            return True
    return False


def _asks(sentence: str) -> bool:
    start = _BEFORE.match(sentence)
    return _begins(sentence, 0) or (start is not None and start.end() > 0 and _begins(sentence, start.end()))


def _begins(sentence: str, place: int) -> bool:
    first = _FIRST_WORD.match(sentence, place)
    rest = None if first is None else goes_on(first.group().casefold())
    return first is not None and rest is not None and rest.match(sentence, first.end()) is not None
