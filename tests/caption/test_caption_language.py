"""The language of a caption, told from its words."""

import pytest

from vonlinks.caption.language import detect_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Eva Muster"),  # nothing tells: most captions here are German
        ("de", "Eva Muster und Jan Probst © imago images / Musterfoto pictures"),
        ("de", "Innere Sicherheit: Law-and-Order-Minister im Bundestag. Foto: picture alliance/dpa"),
        ("de", "From left: Bürgermeister Jan Probst, die Vorsitzende Eva Muster und der Landrat Karl Huber."),
        ("en", "Eva Muster von der Probst and the mayor of La Paz"),
        ("en", "Eva Muster greets Jan Probst. Foto: dpa"),
        ("nl", "Burgemeester Eva de Wit ontvangt het bestuur van de vereniging"),
        ("nl", "Eva de Wit met het team na afloop van de wedstrijd"),
        ("fr", "Le ballon échappe à Muster malgré Probst"),
        ("es", "Eva Muestra saluda a los vecinos durante el acto"),
        ("es", "Luis Modelo en conferencia de prensa."),
        ("it", "Eva Prova con il sindaco durante la festa della città"),
        ("pt", "Eva Amostra com o prefeito durante a cerimônia"),
        ("pl", "Ewa Próba podczas spotkania w ratuszu"),
        ("sv", "Eva Prov får blommor av ordföranden efter segern"),
        ("sv", "Här får Eva Prov och Lena Test en välbehövlig paus,"),
        ("da", "Eva Prøve åbner udstillingen efter mødet med borgmesteren"),
        ("no", "Eva Prøve åpner utstillingen etter møtet med ordføreren"),
        ("no", "Fem tilsette fekk medalje for lang og tru teneste"),
        ("is", "Eva Prufa og formaðurinn við opnun sýningarinnar"),
    ],
)
def test_words_tell_the_language(language, text):
    assert detect_language(text) == language


def test_only_the_beginning_of_a_long_text_is_looked_at():
    assert detect_language("the mayor and the people of the town " * 100 + "der und die " * 10_000) == "en"
