"""Which texts are in another language, declared or not: nothing is taken from them."""

from __future__ import annotations

import pytest

from pipeline.understand.language import is_other

ENGLISH = (
    "Two fishermen were killed on Monday when a mine went off under their boat near the mouth of the river, the "
    "harbour master said. A third man was taken to hospital in Port Alder with burns to his hands. Divers are "
    "to search the "
    "channel again on Tuesday, and boats have been told to stay in port until they are done."
)
BRIEF = "Gunmen kill nine in Zamfara market raid; 14 hurt. Police: two suspects held. Curfew 7pm-6am."
OTHERS = {
    "de": "Bei dem Brand in der Altstadt kam am Montag eine Bewohnerin ums Leben, wie die Feuerwehr mitteilte. "
    "Die Frau "
    "hatte noch versucht, die Wohnung zu verlassen. Drei Nachbarn erlitten leichte Verletzungen und wurden ins "
    "Krankenhaus gebracht. Die Polizei ermittelt, die Ursache ist noch nicht bekannt, ein Gutachter soll helfen.",
    "fr": "Deux pêcheurs ont été tués lundi par une mine près de l'embouchure du fleuve, a annoncé la capitainerie. "
    "Un troisième homme a été conduit à l'hôpital avec des brûlures aux mains. Les plongeurs doivent reprendre les "
    "recherches mardi, et les bateaux sont priés de rester au port jusqu'à la fin des travaux dans le chenal.",
    "es": "Dos pescadores murieron el lunes cuando una mina estalló bajo su barca cerca de la desembocadura del río, "
    "según el capitán del puerto. Un tercer hombre fue llevado al hospital con quemaduras en las manos. Los "
    "buzos volverán a "
    "registrar el canal el martes y las barcas deben quedarse en el puerto hasta que terminen los trabajos.",
}


@pytest.mark.parametrize("code", sorted(OTHERS))
def test_another_language_is_known_though_none_is_declared(code: str) -> None:
    assert is_other(None, OTHERS[code])
    assert is_other(code, OTHERS[code])


@pytest.mark.parametrize("text", [ENGLISH, BRIEF, ""])
def test_english_and_what_is_too_short_to_tell_are_read(text: str) -> None:
    assert not is_other(None, text)


def test_what_is_declared_decides() -> None:
    assert is_other("de-AT", ENGLISH)
    assert not is_other("en_GB", OTHERS["de"])
