"""Words that say nothing about whom somebody looks for, in English, French and Spanish, folded. Ours, short on purpose.

They are left out of a search, unless there is nothing else in it, and never out of a name that is known.
"""

from typing import Final

# Articles, prepositions, pronouns, and French's elided ones.
_SMALL: Final = """
a an the of in on at to for from with by and or about into within across around near between among over under as via
i we you he she they it me us my our your their his her its this that these those there here not no against

le la les l un une des du de d au aux en dans sur pour par avec et ou chez vers entre sans sous depuis
je j nous vous il elle ils elles on m t s n c qu que qui moi mon ma mes notre nos votre vos son sa ses leur leurs ce cet cette
ces ne pas y contre

el los las lo al del y e o u un una unos unas en con por para sobre entre desde hasta sin ante
yo nosotros me nos mi mis nuestro nuestra su sus se que no contra
"""

# How people ask.
_ASKING: Final = """
who whom whose what which where when how why is are was were be been am do does did has have had can could would should
someone somebody anyone anybody everyone people person persons partner partners colleague colleagues contact contacts
member members organisation organisations organization organizations country countries
find finds finding show list search searching look looks looking need needs know knows want give tell get please
talk speak meet reach write ask
work works working worked dealing deal deals based located living involved specialised specialized interested
expert experts expertise specialist specialists other any all some also like please thanks hello hi help
handle handles handling combating combatting eradicating eliminating
http https www dr mr mrs ms prof mme mlle sr sra dra

quel quelle quels quelles ou quand comment est sont etes suis etait ont avez a peut pourrait
quelqu quelque quelques personne personnes gens partenaire partenaires collegue collegues membre membres pays toute tous toutes tout
trouver trouve cherche chercher cherchons recherche montre montrer besoin connait connais conait conais connaitre voudrais veux
parler contacter joindre rencontrer ecrire demander aider
travaille travaillent travaillant travailler base basee bases specialise specialisee interesse
occupe occupent occuper combattre eradiquer eliminer
experte expertes specialiste specialistes autre autres svp merci bonjour

quien quienes cual cuales donde cuando como es son esta estan soy era hay tiene tienen puede
alguien alguno alguna persona personas gente socio socios socia socias colega colegas miembro miembros contacto contactos
organizacion organizaciones pais paises
buscar busca busco buscamos encontrar mostrar necesito conoce quiero
hablar contactar conocer escribir preguntar quisiera
trabaja trabajan trabajando trabajar basado basada especializado especializada interesado
ocupa ocupan encarga encargan combatir erradicar eliminar
experto expertos experta expertas especialista especialistas otro otra otros favor gracias hola
"""

# “Fight against”, “lutte contre”: before these they say no more than these do.
_AGAINST: Final = frozenset({"against", "contre", "contra"})
_STRUGGLE: Final = """
fight fights fighting struggle act acting action combat lutte luttes lutter luttent luttant agir lucha luchas luchar luchan
luchando combate combaten actuar accion
"""
_STOP: Final = frozenset((_SMALL + _ASKING).split())
_STRUGGLES: Final = frozenset(_STRUGGLE.split())


def is_stop(word: str) -> bool:
    """Whether a folded word says nothing about a person."""
    return word in _STOP


def is_struggle(word: str, following: str) -> bool:
    """Whether two folded words only say that somebody is against what comes after them."""
    return following in _AGAINST and word in _STRUGGLES
