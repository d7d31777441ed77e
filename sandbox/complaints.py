"""What Slack itself says of a form before it asks the app: what is missing, and what was typed wrongly.

The client says it in the person's own language; the languages that Liaison speaks are here, others hear English.
"""

import math
import re
from typing import Any

from sandbox import files_input
from sandbox.elements import FIELDS, Values
from sandbox.model import Json
from sandbox.rich_text import is_blank

WORDS = {
    "required": {
        "en": "Please complete this required field.",
        "fr": "Veuillez remplir ce champ obligatoire.",
        "es": "Completa este campo obligatorio.",
    },
    "too_short": {
        "en": "Please enter at least {limit} characters.",
        "fr": "Veuillez saisir au moins {limit} caractères.",
        "es": "Escribe al menos {limit} caracteres.",
    },
    "too_long": {
        "en": "Please enter no more than {limit} characters.",
        "fr": "Veuillez saisir {limit} caractères au maximum.",
        "es": "Escribe como máximo {limit} caracteres.",
    },
    "email": {
        "en": "Please enter a valid email address.",
        "fr": "Veuillez saisir une adresse e-mail valide.",
        "es": "Escribe una dirección de correo electrónico válida.",
    },
    "url": {
        "en": "Please enter a valid URL.",
        "fr": "Veuillez saisir une URL valide.",
        "es": "Escribe una URL válida.",
    },
    "number": {
        "en": "Please enter a number.",
        "fr": "Veuillez saisir un nombre.",
        "es": "Escribe un número.",
    },
    "whole": {
        "en": "Please enter a whole number.",
        "fr": "Veuillez saisir un nombre entier.",
        "es": "Escribe un número entero.",
    },
    "too_small": {
        "en": "Please enter a number of at least {limit}.",
        "fr": "Veuillez saisir un nombre d’au moins {limit}.",
        "es": "Escribe un número igual o mayor que {limit}.",
    },
    "too_large": {
        "en": "Please enter a number of at most {limit}.",
        "fr": "Veuillez saisir un nombre d’au plus {limit}.",
        "es": "Escribe un número igual o menor que {limit}.",
    },
    "too_many": {
        "en": "Please select no more than {limit} items.",
        "fr": "Veuillez sélectionner {limit} éléments au maximum.",
        "es": "Selecciona como máximo {limit} elementos.",
    },
    "too_many_files": {
        "en": "Please upload no more than {limit} files.",
        "fr": "Veuillez importer {limit} fichiers au maximum.",
        "es": "Sube como máximo {limit} archivos.",
    },
    "file_type": {
        "en": "Please upload only files of these types: {limit}.",
        "fr": "Veuillez importer seulement des fichiers de ces types : {limit}.",
        "es": "Sube solo archivos de estos tipos: {limit}.",
    },
    "file_size": {
        "en": "Please upload only files of at most {limit}.",
        "fr": "Veuillez importer seulement des fichiers d’au plus {limit}.",
        "es": "Sube solo archivos de {limit} como máximo.",
    },
}
LONGEST = 3_000
Complaint = tuple[str, Any]


def complaints(blocks: list[Json], values: Values, locale: str = "en-US") -> dict[str, str]:
    """A sentence for each input block that is unfilled or wrongly filled, by block_id, in the language of `locale`."""
    found = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        held = values.get(block["block_id"], {}).get(element["action_id"], {})
        value = held.get(FIELDS[element["type"]][0]) if element["type"] in FIELDS else None
        if complaint := complain(element, value, optional=bool(block.get("optional"))):
            found[block["block_id"]] = said(*complaint, locale)
    return found


def said(word: str, limit: Any, locale: str) -> str:
    """The sentence of a complaint."""
    sentences = WORDS[word]
    return sentences.get(locale[:2], sentences["en"]).format(limit=limit)


def complain(element: Json, value: Any, *, optional: bool) -> Complaint | None:
    """What is wrong with what an element holds: a key of WORDS, and the limit that was passed."""
    if is_empty(element, value):
        return None if optional else ("required", None)
    kind = element["type"]
    if kind == "file_input":
        return files_input.complaint(element, value)
    most = element.get("max_selected_items")
    if isinstance(value, list) and most and len(value) > most:
        return "too_many", most
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return "email", None
    if kind == "url_text_input" and not re.fullmatch(
        r"https?://[^\s/?#.]+[^\s/?#]*(?:[/?#]\S*)?", value, re.IGNORECASE
    ):
        return "url", None
    if kind == "plain_text_input":
        return complain_length(element, value)
    return complain_number(element, value) if kind == "number_input" else None


def is_empty(element: Json, value: Any) -> bool:
    """Whether Slack takes a field for not filled in: blanks alone are nothing, unless `min_length` is 0."""
    if element["type"] == "rich_text_input":
        return is_blank(value)
    if element["type"] == "plain_text_input" and element.get("min_length") != 0:
        return not (value or "").strip()
    return value in (None, "", [])


def complain_length(element: Json, value: str) -> Complaint | None:
    """What is wrong with a text's length."""
    if len(value) < element.get("min_length", 0):
        return "too_short", element["min_length"]
    longest = element.get("max_length", LONGEST)
    return ("too_long", longest) if len(value) > longest else None


def complain_number(element: Json, value: str) -> Complaint | None:
    """What is wrong with a number, which is typed and sent as text."""
    plain = re.fullmatch(r"\s*[-+]?(\d+\.?\d*|\.\d+)\s*", value)
    number = float(value) if plain else math.inf
    if not math.isfinite(number):
        return "number", None
    if not element.get("is_decimal_allowed") and number != int(number):
        return "whole", None
    if number < float(element.get("min_value", number)):
        return "too_small", element["min_value"]
    if number > float(element.get("max_value", number)):
        return "too_large", element["max_value"]
    return None
