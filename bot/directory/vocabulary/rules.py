"""How the vocabulary is tidied, in numbers. Pure."""

from datetime import timedelta
from typing import Final, Literal

Kind = Literal["organisation", "field"]

PAGE: Final = 5  # pairs shown at a time
UNDO_FOR: Final = timedelta(days=7)  # how long a merge can be taken back
UNUSED_FOR: Final = timedelta(days=1)  # how old a name is before it is forgotten because nobody uses it
TIDY_WORDS: Final = frozenset({"tidy", "ranger", "ordenar"})  # after `/partners`, for the Secretariat
