"""Words that say nothing about whom somebody looks for, in English, French and Spanish, folded. Ours, short on purpose. The smallest
ones of Portuguese are among them, since countries are known in that language, too.

They are left out of a search, unless there is nothing else in it, and never out of a name that is known.
"""

from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Articles, prepositions, pronouns, and French's elided ones.
_SMALL: Final = """
a an the of in on at to for from with by and or about into within across around near between among over under as via
i we you he she they it me us my our your their his her its this that these those there here not no against
if but so than then also very much many more most each every either such while during before after because whether until without

le la les l un une des du de d au aux en dans sur pour par avec et ou chez vers entre sans sous depuis
je j nous vous il elle ils elles on m t s n c qu que qui moi mon ma mes notre nos votre vos son sa ses leur leurs ce cet cette
ces ne pas y contre
si mais donc plus tres aussi bien comme dont lors avant apres pendant cela celui celle ceux celles chaque afin ainsi alors

el los las lo al del y e o u un una unos unas en con por para sobre entre desde hasta sin ante
yo nosotros me nos mi mis nuestro nuestra su sus se que no contra
pero porque mas menos muy tambien cada este estos estas ese esa esos esas aquel cuyo durante antes despues asi segun hacia mediante

da das dos na nas em com ao aos um uma quem
"""

# How people ask.
_ASKING: Final = """
who whom whose what which where when how why is are was were be been am do does did has have had can could would should
someone somebody anyone anybody everyone people person persons partner partners colleague colleagues contact contacts
member members organisation organisations organization organizations country countries region regions
find finds finding show list search searching look looks looking need needs know knows want give tell get please
talk speak meet reach write ask
work works working worked dealing deal deals based located living involved specialised specialized interested
expert experts expertise specialist specialists experience experienced knowledge knowledgeable familiar
other any all some like please pls thanks hello hi dear help whos whats
handle handles handling tackle tackles tackling address addressing
fight fights fighting combat combats combating combatting stop stopping end ending prevent preventing
eradicate eradicating eliminate eliminating
http https www dr mr mrs ms prof mme mlle sr sra dra

quel quelle quels quelles ou quand comment est sont etes suis etait ont avez a peut pourrait
quelqu quelque quelques personne personnes gens partenaire partenaires collegue collegues membre membres pays toute tous toutes tout
trouver trouve cherche chercher cherchons recherche montre montrer besoin connait connais conait conais connaitre voudrais veux
parler contacter joindre rencontrer ecrire demander aider
travaille travaillent travaillant travailler base basee bases specialise specialisee interesse interessent
occupe occupent occuper combattre combattent eradiquer eliminer prevenir lutter luttent luttant
fait faire sait savent savoir existe aimerais souhaite connaissance connaissances experience experiences
experte expertes specialiste specialistes autre autres svp plait merci bonjour

quien quienes cual cuales donde cuando como es son esta estan soy era hay tiene tienen puede
alguien alguno alguna persona personas gente socio socios socia socias colega colegas miembro miembros contacto contactos
organizacion organizaciones pais paises regiones
buscar busca busco buscamos encontrar mostrar necesito conoce quiero
hablar contactar conocer escribir preguntar quisiera
trabaja trabajan trabajando trabajar trabaje trabajen basado basada especializado especializada interesado
ocupa ocupan encarga encargan dedica dedican combatir combaten erradicar eliminar luchar luchan luchando
hace hacen hacer sabe saben sepa sepan conozca gustaria podria ayudar ayudarme conocimiento conocimientos experiencia
experto expertos experta expertas especialista especialistas otro otra otros favor gracias hola
"""

# “Fight against”, “lutte contre”: before these they say no more than these do.
_AGAINST: Final = frozenset({"against", "contre", "contra"})
_STRUGGLE: Final = "struggle act acting action agir lutte luttes lucha luchas combate actuar accion"
# “Not ILO”: who is named after these is not looked for.
_REFUSING: Final = "not except excluding sauf hors excepto salvo"
_REFUSALS: Final = frozenset(_REFUSING.split())
_STOP: Final = frozenset((_SMALL + _ASKING).split()) | _REFUSALS
_STRUGGLES: Final = frozenset(_STRUGGLE.split())
_SHORTEST_MISTYPED: Final = 5  # letters; with one left out, one less
# They say something only with the name beside them.
_NAMING: Final = """
group groupe grupo republic republique republica kingdom royaume islands isles iles ile islas
"""
_OF_NAMES: Final = frozenset(_NAMING.split())
_LONG: Final = sorted(word for word in _STOP | _OF_NAMES if len(word) >= _SHORTEST_MISTYPED - 1)


def is_stop(word: str) -> bool:
    """Whether a folded word says nothing about a person."""
    return word in _STOP


def nearly(word: str) -> list[str]:
    """Those of these words, and of those that belong to names, that a folded word is one typing error away from: “worsk” from works.
    None for short ones."""
    if len(word) < _SHORTEST_MISTYPED - 1:
        return []
    near = process.extract(word, _LONG, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [name for name, _, _ in near if len(word) >= _SHORTEST_MISTYPED or len(name) > len(word)]


def is_of_names(word: str) -> bool:
    """Whether a folded word says something only with the name beside it, so that it is no mistyped other one: îles Fidji."""
    return word in _OF_NAMES


def is_refusal(word: str) -> bool:
    """Whether a folded word says that what comes after it is not wanted."""
    return word in _REFUSALS


def is_struggle(word: str, following: str) -> bool:
    """Whether two folded words only say that somebody is against what comes after them."""
    return following in _AGAINST and word in _STRUGGLES
