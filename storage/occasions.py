"""Which occurrence of an activity is meant, where a key must say so: a primary key holds no NULL."""

from datetime import date
from typing import Final

# In the place of an occurrence's day by the rule: what does not repeat, or all of what does.
ONCE: Final = date.min
