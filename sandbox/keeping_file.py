"""The file that a workspace is kept in: one archive with the workspace and the app's database of the same moment.

It is replaced as a whole, so that whatever is killed there is always one that is complete.
"""

import json
import os
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from sandbox.model import Json

VERSION = 1
NAME = "workspace.zip"
_WORKSPACE, _DATABASE = "workspace.json", "app.db"


class KeptError(Exception):
    """What is kept can't be used; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file holds: the workspace as JSON, and the app's database, if it runs with the workspace."""

    workspace: Json
    database: bytes | None


def write(folder: Path, text: str, database: bytes | None) -> None:
    """Keep a workspace (`text`: its JSON) in a folder, instead of what is kept there. For its owner's eyes only: it
    holds tokens. Raises OSError."""
    path, part = folder / NAME, folder / f"{NAME}.part"
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(_WORKSPACE, f'{{"version": {VERSION}, "workspace": {text}}}')
            if database is not None:
                archive.writestr(_DATABASE, database)
        target.flush()
        os.fsync(target.fileno())
    part.replace(path)


def read(folder: Path) -> Kept | None:
    """What is kept in a folder; None if nothing is. Raises KeptError for what is damaged or of another version, OSError
    for what may not be read."""
    try:
        with zipfile.ZipFile(folder / NAME) as archive:
            kept = json.loads(archive.read(_WORKSPACE))
            database = archive.read(_DATABASE) if _DATABASE in archive.namelist() else None
    except FileNotFoundError:
        return None
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError, NotImplementedError, zlib.error) as error:
        raise KeptError("is damaged") from error
    if not isinstance(kept, dict) or kept.get("version") != VERSION or "workspace" not in kept:
        raise KeptError("is of another version of the sandbox")
    return Kept(kept["workspace"], database)


def set_aside(folder: Path, files: Path) -> Path:
    """Give what is kept, and the folder of files with it, another name; returns the archive's."""
    number = 1
    while (aside := folder / f"workspace-aside-{number}.zip").exists():
        number += 1
    (folder / NAME).replace(aside)
    if files.is_dir():
        files.replace(aside.with_suffix(".files"))
    return aside
