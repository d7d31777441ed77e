"""Multipart forms as a list of parts. https://www.rfc-editor.org/rfc/rfc7578"""

from dataclasses import dataclass
from io import BytesIO

from python_multipart import parse_form
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File, parse_options_header


class MultipartError(ValueError):
    """It isn't a multipart form."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: a field, or a file if it `is_file`."""

    name: str
    content: bytes
    is_file: bool = False


def parts(body: bytes, content_type: str) -> list[Part]:
    """The parts of a form, in order. `content_type` is the whole header. Raises MultipartError."""
    found: list[Part] = []

    def field(arrived: Field) -> None:
        found.append(Part((arrived.field_name or b"").decode("utf-8", "replace"), arrived.value or b""))

    def file(arrived: File) -> None:
        arrived.file_object.seek(0)
        name = (arrived.field_name or b"").decode("utf-8", "replace")
        found.append(Part(name, arrived.file_object.read(), is_file=True))

    try:
        parse_form({"Content-Type": content_type.encode("latin-1")}, BytesIO(body), field, file)
    except FormParserError as error:
        raise MultipartError("not a multipart form") from error
    # The parser takes a form that breaks off.
    boundary = parse_options_header(content_type)[1][b"boundary"]
    if b"--" + boundary + b"--" not in body:
        raise MultipartError("no end")
    return found
