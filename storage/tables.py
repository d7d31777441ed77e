"""Every table, imported once, so that `metadata` is whole: for migrations."""

from storage import (
    calendar,
    channels,
    deliveries,
    directory,
    drafts,
    hints,
    introductions,
    merging,
    nudges,
    onboarding,
    outbox,
    people,
    postings,
    seen,
    vocabulary,
    workers,
    workspace,
)
from storage.schema import metadata

__all__ = [
    "calendar",
    "channels",
    "deliveries",
    "directory",
    "drafts",
    "hints",
    "introductions",
    "merging",
    "metadata",
    "nudges",
    "onboarding",
    "outbox",
    "people",
    "postings",
    "seen",
    "vocabulary",
    "workers",
    "workspace",
]
