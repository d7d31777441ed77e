"""Tells the emoji of reactions apart without keeping which they are."""

from functools import lru_cache
from hashlib import blake2b

from bot.activity.understanding import Marker


def marker(secret: str) -> Marker:
    """From an emoji's name to a number, from which nobody can tell the name without the secret, which is not in the database."""
    key = blake2b(b"reactions" + secret.encode()).digest()

    @lru_cache(maxsize=1024)
    def mark(emoji: str) -> int:
        return int.from_bytes(
            blake2b(emoji.encode("utf-8", "replace"), key=key, digest_size=6).digest(), "big"
        )

    return mark
