"""What files are by their names and first bytes."""

import struct

import pytest

from sandbox.files_kinds import in_address, kind_of, measures
from sandbox.multipart import MultipartError, parts

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
JPEG = (
    b"\xff\xd8\xff\xe0"
    + struct.pack(">H", 16)
    + b"\0" * 14
    + b"\xff\xc2\x00\x11\x08"
    + struct.pack(">HH", 48, 64)
)


@pytest.mark.parametrize(
    ("name", "filetype", "mimetype", "pretty"),
    [
        ("Photo.JPEG", "jpg", "image/jpeg", "JPEG"),
        ("minutes.docx", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         "Word Document"),
        ("notes.md", "markdown", "text/plain", "Markdown (raw)"),
        ("archive.tar.gz", "gzip", "application/x-gzip", "Gzip"),
        ("unknown.zzz", "binary", "application/octet-stream", "Binary"),
        ("Makefile", "binary", "application/octet-stream", "Binary"),
        (".txt", "binary", "application/octet-stream", "Binary"),
    ],
)  # fmt: skip
def test_a_files_name_says_its_kind(name: str, filetype: str, mimetype: str, pretty: str) -> None:
    assert kind_of(name) == (filetype, mimetype, pretty)


def test_a_snippet_is_what_it_was_said_to_be() -> None:
    assert kind_of("x", "python").pretty == "Python"
    assert kind_of("x", "rust") == ("rust", "text/plain", "Rust")
    assert kind_of("x.csv", "auto").filetype == "csv"


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (PNG, (640, 480)),
        (JPEG, (64, 48)),
        (b"GIF89a" + struct.pack("<HH", 20, 10), (20, 10)),
        (b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x1f\0\0\x0f\0\0", (32, 16)),
        (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + ((15 << 14) | 31).to_bytes(4, "little"), (32, 16)),
        (b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 32, 16), (32, 16)),
        (PNG[:18], (0, 0)),
        (b"\xff\xd8\xff", (0, 0)),
        (b"<svg/>", (0, 0)),
        (b"", (0, 0)),
    ],
)
def test_a_picture_says_its_measures(head: bytes, size: tuple[int, int]) -> None:
    assert measures(head) == size


def test_addresses_have_small_letters_and_underscores() -> None:
    assert in_address("Bericht Ä (2).PDF") == "bericht____2_.pdf"
    assert in_address("../x") == ".._x"
    assert in_address("..") == "_"


def test_a_form_is_taken_apart_byte_by_byte() -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nMinutes\r\n'
        b'--b\r\nContent-Disposition: form-data; name=file; filename="\xc3\xa4.txt"\r\n'
        b"Content-Type: text/plain\r\n\r\n\r\none\r\n\r\n--bnot\r\n--b--\r\n"
    )
    title, file = parts(body, 'multipart/form-data; boundary="b"')
    assert (title.name, title.content, title.is_file) == ("title", b"Minutes", False)
    assert (file.name, file.content, file.is_file) == ("file", b"\r\none\r\n\r\n--bnot", True)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"--b\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b"),
        (b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\nx', "multipart/form-data; boundary=b"),
        (b"x", "multipart/form-data; boundary=b"),
        (b"x", "multipart/form-data"),
    ],
)
def test_what_is_no_form_is_refused(body: bytes, content_type: str) -> None:
    with pytest.raises(MultipartError):
        parts(body, content_type)
