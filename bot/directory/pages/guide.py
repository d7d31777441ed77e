"""The help of `/partners`: examples first, in the reader's language, each a search that finds somebody like it says."""

from bot.access import Viewer
from bot.blocks import Block, context, section


def partners_help(viewer: Viewer) -> list[Block]:
    _ = viewer.words
    reach = (
        _("You find people with whom you share a channel, if they chose to be listed.")
        if viewer.is_guest
        else _("You find everyone who chose to be listed. Others stay private.")
    )
    examples = [
        _("`/partners nepal`: who is based in Nepal or works on it"),
        _("`/partners child labour cotton côte d'ivoire`: all of it together"),
        _("`/partners who works on fair recruitment in Africa?`: a question will do"),
        _("`/partners maria`: a person; `/partners ITUC`: an organisation"),
        _("`/partners pathfinder trade unions french`: kinds of countries, organisations, languages"),
    ]
    keys = [
        _('`country:NP` `region:africa` `field:"supply chains"` `org:iom` `type:workers`'),
        _("`lang:fr` `group:migration` `name:maria` `pathfinder`"),
    ]
    return [
        section(
            _("*Write what you are looking for, in your own words:*")
            + "\n"
            + "\n".join(f"•  {each}" for each in examples)
        ),
        section(
            _(
                "English, French and Spanish all work, whatever language a profile is in. Accents don't matter, the "
                "beginning of a word is enough, and small mistakes are forgiven."
            )
        ),
        section(_("*To be exact, name what you mean:*") + "\n" + "\n".join(keys)),
        section(
            _(
                "What I understood stands above the people found: press it to leave it out. *Filters* narrows the search. "
                "*Introduce us* opens a conversation of the three of us."
            )
        ),
        context(reach),
        context(
            _("`/partners` alone shows who is new in the directory. `/profile` is where you list yourself.")
        ),
    ]
