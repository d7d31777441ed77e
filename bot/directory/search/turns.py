"""Long work in the event loop, in which others get their turns."""

import asyncio
from typing import Final

# Seconds. An answer takes some ten turns of the loop, each of which may have to wait for so long.
LONGEST: Final = 0.002


class Turns:
    """Says when this work has held the loop for long enough."""

    def __init__(self) -> None:
        self._time = asyncio.get_running_loop().time
        self._since = self._time()

    async def pause(self) -> None:
        """Gives others their turn, unless the last one was a moment ago: to be called often."""
        if self._time() - self._since >= LONGEST:
            await asyncio.sleep(0)
            self._since = self._time()
