"""Which sentences look like questions, in the languages of the workspace."""

import pytest

from bot.activity.questions import looks_like_a_question

ASK = """
Who has the minutes?
Is the meeting on Tuesday or on Wednesday ?
Does anyone know when the report is out
does anybody have the minutes of last week
Hello all, does anyone have a contact at the ministry
Has anybody read the draft
Can someone send me the link please
Could you share the slides
Any idea when the call begins
Any news on the ratification
How do I publish my profile
what's the deadline for comments
Who else is coming to Dakar
I was wondering if we could meet earlier
I wonder whether the form is still open
I would like to know who leads the group
Thanks for this. When is the next call
anyone going to the workshop
Should we move the date
How many of you will join
Really?!
Do we have a French version
Est-ce que la réunion est confirmée
Quelqu'un sait où trouver le guide
Quelqu’un pourrait m'envoyer le rapport
Savez-vous si le formulaire est ouvert
Bonjour, avez-vous reçu l'ordre du jour
Y a-t-il une version anglaise
Qui peut relire le document
Quand est la prochaine réunion
Comment faire pour rejoindre le groupe
Combien de pays ont ratifié
Quelle est la date limite
Je me demande si nous pouvons avancer
Où puis-je trouver le guide
Pourquoi cela prend-il du temps ?
Vous venez mardi ?
J'aimerais savoir qui coordonne
Merci ! Peut-on avoir le lien
¿Alguien tiene el acta?
Alguien sabe cuándo sale el informe
alguien puede enviarme el enlace
Hola a todos, alguien conoce a la persona de contacto
Sabe alguien si hay traducción
Saben si la reunión se mantiene
Quién coordina el grupo
Cuándo es la próxima llamada
Dónde puedo encontrar la guía
Cómo puedo publicar mi perfil
Por qué cambió la fecha
Cuántos países han ratificado
Quisiera saber quién dirige el grupo
Hay alguien de Perú en el grupo
Qué opinan del borrador
Alguna idea para el taller
Vienen el martes?
"*Does anyone know* the date"
> They said no.
See https://example.org/a?b=1 - what is this
Look (https://example.org) ?
"""
SAY = """
Good morning, all
Here are the minutes: https://example.org/minutes?id=5
<https://example.org/search?q=labour&page=2|The search>
https://example.org/?
Thanks to everyone who came.
I know who is coming.
Let me know if you have questions.
Please write to us when it is ready.
How to write a good report
Have a nice day
Do the survey by Friday
Should you need help, write to me.
On Tuesday (?) we meet
&gt; Who has the minutes?
> does anyone know
`SELECT * FROM t WHERE a = ?`
```does anyone know?```
Great news! What a day!
:question: for later
The question is settled.
When we meet, we will decide.
Where there is child labour, there is poverty.
What we need is money.
Somebody left an umbrella.
Nobody knows.
Rendez-vous mardi à dix heures
Inscrivez-vous avant vendredi
Quelqu'un a oublié un parapluie.
Merci à tous pour votre travail
Quand nous aurons fini, je vous écris.
Voici le rapport que vous avez demandé
Nous savons qui vient.
Alguien ha dejado un paraguas.
Gracias a todos por venir
Cuando termine la reunión, aviso.
Como dijimos ayer, el informe está listo
Qué bueno!
Les dejo el enlace: https://example.org/informe?lang=es
Que tengan un buen día
Hay una reunión mañana
"""


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


@pytest.mark.parametrize("text", [line for line in _lines(ASK) if not line.startswith(">")])
def test_this_asks(text: str) -> None:
    assert looks_like_a_question(text)


@pytest.mark.parametrize("text", [*_lines(SAY), ""])
def test_this_does_not_ask(text: str) -> None:
    assert not looks_like_a_question(text)


def test_what_is_quoted_does_not_ask_and_what_is_written_under_it_may() -> None:
    assert not looks_like_a_question("&gt; Who has the minutes?\nI have them.")
    assert looks_like_a_question("&gt; I have them.\nWhere?")
    assert looks_like_a_question("```a = b ? c : d``` What does this do?")


def test_a_long_text_is_looked_at_quickly() -> None:
    for text in ("a, " * 20_000, "who " * 20_000, "`" * 20_000, "<" * 20_000, "?a" * 20_000, ">\n" * 9_000):
        assert not looks_like_a_question(text)


@pytest.mark.parametrize(
    "text", ["A quién le toca", "En qué fecha empieza", "Qu'est-ce que vous en pensez", "Y'all coming"]
)
def test_how_a_sentence_begins_decides(text: str) -> None:
    assert looks_like_a_question(text) == (text != "Y'all coming")
