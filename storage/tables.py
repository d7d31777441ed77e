"""Every table, imported once, so that `metadata` is whole: for migrations."""

from storage import (
    calendar,
    channels,
    deliveries,
    directory,
    nudges,
    onboarding,
    outbox,
    people,
    seen,
    workers,
    workspace,
)
from storage.schema import metadata

__all__ = [
    "calendar",
    "channels",
    "deliveries",
    "directory",
    "metadata",
    "nudges",
    "onboarding",
    "outbox",
    "people",
    "seen",
    "workers",
    "workspace",
]
