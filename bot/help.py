"""What is said above the help of a command to somebody who typed a word that it does not know. The same for all commands."""

from bot.blocks import clip
from bot.i18n import Markup, Words, escape

LONGEST_WORD = 50  # characters of what was typed that are repeated


def unknown_word(_: Words, typed: str, meant: str | None = None) -> Markup:
    """One line: the word that is not known, if given, and the command that was probably `meant`, unless that is the help itself.

    Empty if there is neither. `typed` is as it was typed; a backtick would end the code marks around it.
    """
    word = Markup(clip(escape(" ".join(typed.replace("`", "'").split())), LONGEST_WORD))
    parts = [_("I don't know “{word}”.", word=word)] if word else []
    if meant and not meant.endswith(" help"):
        parts.append(_("Did you mean `{command}`?", command=meant))
    elif parts:
        parts.append(_("Here is the help."))
    return Markup(" ".join(parts))
