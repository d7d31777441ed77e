"""Words that are right as they are, though a place, a language or another word is only a letter away. Folded.

Somebody who types a first name looks for a person: if nobody goes by it, that is what they must be told, and not that Omar was taken
for Oman. Ours, of names and words that are common somewhere; a filter (`country:omna`) doesn't ask here.
"""

from typing import Final

_NAMES: Final = """
aisa alan alba alban amara angela anan arabella asha asif asya barbara benita boris britta chadi chan chika chima danis dario
dominic dominique elena ella frances francesca francesco francis franck francois frank gabor gaby georg george georges georgina
germain ghani ghania gina grace greta haidi heidi ian igor iman imran indira indra ira irfan iris italo ivan ivana jamal
jason jordi kenza kenta kiran kofi laos lars lea leo leon leona lia lina maja mai malia malik malin mara marc marco marcos mari
mario marta martha maurice maurizio max maya mia mila mina mira mona muna nadia neal nigel nina olivia omar osman paul perla
per peri philip philippa philippe roland romain roman romana romina rosa rudi sahil samo serge sergei sergio sira susan
sian susana sudha suzan syra tamar tamara tamir tania thais toni tonia tonya turki uma una yemi
"""
_WORDS: Final = """
asian casey charge coast cost franc francs grade island islands latin maid maids main major marine market mayor mine minor
paper plan police policy polish port post price prize quality quantity range rape service spain state status stock store
sugar tax term test trade trace track train tribe tribes trial truck trust union unit value wage wages
pequena pequenas pequeno pequenos
"""
_NAME: Final = frozenset(_NAMES.split())
_WORD: Final = frozenset(_WORDS.split())


def is_name(word: str) -> bool:
    """Whether a folded word is a first name, so that it can only be a mistyped other name."""
    return word in _NAME


def is_word(word: str) -> bool:
    """Whether a folded word is a common one, so that it can't be a mistyped other one."""
    return word in _WORD
