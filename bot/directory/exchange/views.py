"""The offer of the directory as a file, for the Secretariat: on Home, and under `/partners export`."""

from typing import Final

from bot.access import Viewer
from bot.blocks import Block, actions, button, header, modal, section
from bot.i18n import Words
from storage.database import Reading

XLSX: Final = "exports.xlsx"
CSV: Final = "exports.csv"

WORDS: Final = frozenset({"export", "exporter", "exportar"})


def offer(_: Words) -> list[Block]:
    """What it is, and a button for each format."""
    return [
        header(_("The directory as a file")),
        section(
            _("Everyone who is listed, with all that the Secretariat may see. It comes as a direct message.")
        ),
        actions(
            button(_("Export as XLSX"), XLSX, value="xlsx"),
            button(_("Export as CSV"), CSV, value="csv"),
        ),
    ]


async def home(_tx: Reading, viewer: Viewer) -> list[Block]:
    """The part of Home, for the Secretariat alone."""
    return offer(viewer.words) if viewer.is_secretariat else []


def on_its_way(_: Words) -> str:
    return _("The file is on its way: look into your direct messages with me.")


def on_its_way_modal(_: Words) -> Block:
    return modal(_("Export"), [section(on_its_way(_))], callback_id="exports.asked", close=_("Close"))
