"""What people type after `/calendar`, in any of the languages, folded (`bot.directory.words.folding`). A line for each meaning."""

from typing import Final


def _of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# First words, which ask for something else than a list.
HELP: Final = _of("help aide ayuda ?")
ADD: Final = _of("add new propose ajouter nouveau nouvelle proposer anadir agregar nuevo nueva proponer")
SUBSCRIBE: Final = _of(
    "subscribe subscription feed abonner abonnement flux suscribir suscribirse suscripcion"
)
IMPORT: Final = _of("import importer importar")
SETTINGS: Final = _of("settings preferences reglages parametres ajustes preferencias configuracion")

PAGE: Final = _of("page pagina")
MINE: Final = _of("mine my mes mien miens mienne miennes moi mis mio mios mia mias")
KINDS: Final = {
    "event": _of(
        "event events evenement evenements evento eventos meeting meetings reunion reunions reuniones"
    ),
    "news": _of("news actualite actualites nouvelles noticia noticias novedad novedades"),
    "campaign": _of("campaign campaigns campagne campagnes campana campanas"),
    "report": _of(
        "report reports rapport rapports informe informes publication publications publicacion publicaciones"
    ),
    "deadline": _of("deadline deadlines echeance echeances plazo plazos"),
}
# What says nothing here: “events in Nepal”, “all activities of the group”.
SMALL: Final = _of(
    """
    a an all and any are at by for from in is of on or our s show the to what with
    activities activity calendar agenda ahead everything group groups
    au aux avec ce dans de des du en et la le les l d ou pour sur tout tous toutes
    activite activites calendrier groupe groupes
    al con del el los las para por que todo todos todas un una y o actividad actividades calendario grupo grupos
    """
)
