"""The kinds of organisation that partners come from: the alliance's own."""

from bot.i18n import Markup, Words

SECTORS = ("government", "employers", "workers", "ngo", "un", "business", "academia", "other")


def name(sector: str, _: Words) -> Markup:
    """What a kind of organisation is called, in a person's language; the code if it is none of ours."""
    match sector:
        case "government":
            return _("Government")
        case "employers":
            return _("Employers' organisation")
        case "workers":
            return _("Workers' organisation")
        case "ngo":
            return _("NGO")
        case "un":
            return _("UN or international organisation")
        case "business":
            return _("Business")
        case "academia":
            return _("Academia")
        case "other":
            return _("Other organisation")
    return Markup(sector)
