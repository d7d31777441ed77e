"""What a file is by its name and its first bytes: Slack's `filetype`, its mimetype, its words, a picture's measures.

https://docs.slack.dev/reference/objects/file-object#types
"""

import re
import struct
from pathlib import PurePosixPath
from typing import NamedTuple


class Kind(NamedTuple):
    """How Slack names a kind of file."""

    filetype: str
    mimetype: str
    pretty: str

    @property
    def is_text(self) -> bool:
        """Whether Slack shows its first lines."""
        return self.mimetype.startswith("text/")


BINARY = Kind("binary", "application/octet-stream", "Binary")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
KINDS = {
    kind.filetype: kind
    for kind in (
        Kind("png", "image/png", "PNG"),
        Kind("jpg", "image/jpeg", "JPEG"),
        Kind("gif", "image/gif", "GIF"),
        Kind("webp", "image/webp", "WebP"),
        Kind("heic", "image/heic", "HEIC"),
        Kind("svg", "image/svg+xml", "SVG"),
        Kind("tiff", "image/tiff", "TIFF"),
        Kind("pdf", "application/pdf", "PDF"),
        Kind("doc", "application/msword", "Word Document"),
        Kind("docx", f"{_OFFICE}.wordprocessingml.document", "Word Document"),
        Kind("xls", "application/vnd.ms-excel", "Excel Spreadsheet"),
        Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "Excel Spreadsheet"),
        Kind("ppt", "application/vnd.ms-powerpoint", "PowerPoint Presentation"),
        Kind("pptx", f"{_OFFICE}.presentationml.presentation", "PowerPoint Presentation"),
        Kind("odt", f"{_OPEN}.text", "OpenDocument Text"),
        Kind("ods", f"{_OPEN}.spreadsheet", "OpenDocument Spreadsheet"),
        Kind("odp", f"{_OPEN}.presentation", "OpenDocument Presentation"),
        Kind("rtf", "application/rtf", "Rich Text File"),
        Kind("epub", "application/epub+zip", "EPUB"),
        Kind("zip", "application/zip", "Zip"),
        Kind("gzip", "application/x-gzip", "Gzip"),
        Kind("mp3", "audio/mpeg", "MP3"),
        Kind("m4a", "audio/mp4", "MPEG 4 Audio"),
        Kind("wav", "audio/x-wav", "WAV"),
        Kind("mp4", "video/mp4", "MPEG 4 Video"),
        Kind("mov", "video/quicktime", "QuickTime Movie"),
        Kind("webm", "video/webm", "WebM"),
        Kind("ics", "text/calendar", "iCalendar"),
        Kind("text", "text/plain", "Plain Text"),
        Kind("csv", "text/csv", "CSV"),
        Kind("tsv", "text/plain", "TSV"),
        Kind("markdown", "text/plain", "Markdown (raw)"),
        Kind("html", "text/html", "HTML"),
        Kind("css", "text/plain", "CSS"),
        Kind("xml", "text/plain", "XML"),
        Kind("json", "text/plain", "JSON"),
        Kind("yaml", "text/plain", "YAML"),
        Kind("javascript", "text/plain", "JavaScript/JSON"),
        Kind("python", "text/plain", "Python"),
        Kind("shell", "text/plain", "Shell"),
        Kind("sql", "text/plain", "SQL"),
        Kind("diff", "text/plain", "Diff"),
    )
}
_ALIASES = {
    "jpeg": "jpg", "tif": "tiff", "gz": "gzip", "txt": "text", "log": "text", "md": "markdown", "htm": "html",
    "yml": "yaml", "js": "javascript", "py": "python", "sh": "shell", "patch": "diff",
}  # fmt: skip
# What `snippet_type` may say besides the kinds of text above.
SNIPPETS = {kind.filetype for kind in KINDS.values() if kind.is_text} | {
    "applescript", "auto", "c", "cfm", "clojure", "coffeescript", "cpp", "csharp", "d", "dart",
    "dockerfile", "erlang", "fortran", "fsharp", "go", "groovy", "handlebars", "haskell", "haxe", "java",
    "kotlin", "latex", "lisp", "lua", "matlab", "mumps", "objc", "ocaml", "pascal", "perl", "php", "pig",
    "powershell", "puppet", "r", "ruby", "rust", "sass", "scala", "scheme", "smalltalk", "swift",
    "typescript", "vb", "vbscript", "velocity", "verilog",
}  # fmt: skip


def extension(name: str) -> str:
    """A name's extension in small letters, without the dot; empty if it has none."""
    return PurePosixPath(name).suffix[1:].lower()


def kind_of(name: str, snippet_type: str | None = None) -> Kind:
    """The kind of file that its name says, or the syntax that was given for a snippet."""
    if snippet_type and snippet_type != "auto":
        return KINDS.get(snippet_type) or Kind(snippet_type, "text/plain", snippet_type.capitalize())
    ending = extension(name)
    return KINDS.get(_ALIASES.get(ending, ending), BINARY)


def in_address(name: str) -> str:
    """A name as Slack writes it in addresses: small letters, and an underscore for all but ASCII's."""
    plain = re.sub(r"[^a-z0-9._-]", "_", name.lower())
    return plain if plain.strip(".") else "_"  # dots alone would lead to another folder


def measures(head: bytes) -> tuple[int, int]:
    """Width and height of a PNG, GIF, WebP or JPEG in pixels, from its beginning; (0, 0) for anything else."""
    try:
        if head[:8] == b"\x89PNG\r\n\x1a\n":
            width, height = struct.unpack(">II", head[16:24])
        elif head[:6] in {b"GIF87a", b"GIF89a"}:
            width, height = struct.unpack("<HH", head[6:10])
        elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            width, height = _webp(head)
        elif head[:2] == b"\xff\xd8":
            width, height = _jpeg(head)
        else:
            return 0, 0
    except (struct.error, IndexError):
        return 0, 0
    return width, height


def _webp(head: bytes) -> tuple[int, int]:
    """https://developers.google.com/speed/webp/docs/riff_container: lossy, lossless, extended."""
    if head[12:16] == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", head[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(head: bytes) -> tuple[int, int]:
    """From segment to segment, to the one that begins the frame (ITU-T T.81, B.2.2)."""
    at = 2
    while True:
        marker = head[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", head[at + 2 : at + 4])[0])
