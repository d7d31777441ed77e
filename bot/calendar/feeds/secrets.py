"""The secret in the address of a personal feed: who has it sees what its owner sees. Only a digest is kept.

It has 256 random bits, so a plain digest tells nothing of it (unlike one of a password), and looking it up needs no constant time.
"""

import hashlib
import re
import secrets
from typing import Final

BYTES: Final = 32
_SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)  # so many bytes in URL-safe base64


def new() -> str:
    return secrets.token_urlsafe(BYTES)


def is_one(text: str) -> bool:
    """Whether it has the shape of one."""
    return _SHAPE.fullmatch(text) is not None


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
