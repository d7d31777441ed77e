"""All methods of the Web API, by name: a module for each family, each with a table METHODS."""

from sandbox.api import (
    bookmarks,
    channels,
    chat,
    conversations,
    files,
    files_upload,
    history,
    membership,
    misc,
    pins,
    reactions,
    scheduled,
    users,
    views,
)
from sandbox.api.call import Method

FAMILIES = (
    bookmarks,
    channels,
    chat,
    conversations,
    files,
    files_upload,
    history,
    membership,
    misc,
    pins,
    reactions,
    scheduled,
    users,
    views,
)
METHODS: dict[str, Method] = {name: method for family in FAMILIES for name, method in family.METHODS.items()}
