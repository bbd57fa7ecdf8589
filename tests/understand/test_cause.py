"""What harmed people: sentence -> the cause that tells most, with words of harm that harm nobody."""

import pytest

from pipeline.understand.cause import find_causes, main_cause
from pipeline.understand.passage import Sentence
from pipeline.vocabulary import Cause, TextField


def sentence(text: str) -> Sentence:
    return Sentence(TextField.TEXT, 0, 0, 0, len(text), text)


def cause(text: str) -> str | None:
    found = main_cause(find_causes(sentence(text)))
    return found.cause.value if found else None


CAUSES = {
    "Two shepherds stepped on a landmine near the village.": "landmine",
    "A farmer lost a leg when he drove over an anti-tank mine.": "landmine",
    "Minefields have killed 58 people.": "landmine",
    "A car was blown up by a mine on the old front line.": "landmine",
    "A boy was hurt by an unexploded shell he found in a field.": "unexploded_ordnance",
    "Cluster munitions killed three farmers.": "unexploded_ordnance",
    "A roadside bomb hit a police van.": "ied",
    "A car bomb went off outside the ministry.": "ied",
    "A man blew himself up at a wedding.": "suicide_bombing",
    "A suicide attack on a mosque left 20 dead.": "suicide_bombing",
    "Sarin was used on the town, doctors said.": "chemical_attack",
    "A drone strike killed two on a motorbike.": "drone_strike",
    "Ballistic missiles hit a block of flats.": "missile_strike",
    "Air strikes on the camp killed nine.": "airstrike",
    "Warplanes dropped barrel bombs on the market.": "airstrike",
    "Five died when a mortar landed in a yard.": "shelling",
    "Artillery fire wounded two medics.": "shelling",
    "Rockets hit a hospital.": "shelling",
    "He was stabbed outside a pub.": "stabbing",
    "The man was hacked to death with a machete.": "stabbing",
    "Three students were gunned down.": "shooting",
    "A man was shot in the chest.": "shooting",
    "Gunmen opened fire on worshippers.": "shooting",
    "The hostages were beheaded.": "execution",
    "A van was driven into a crowd in a vehicle-ramming.": "vehicle_attack",
    "Arsonists burned the hostel.": "arson",
    "He was beaten to death by guards.": "assault",
    "A grenade was thrown into the bar.": "bombing",
    "Soldiers and rebels clashed near the border.": "armed_clash",
    "An ambush killed eleven soldiers.": "armed_clash",
    "Police fired tear gas at protesters.": "unrest",
    "A helicopter was shot down over the lake.": "aircraft_shootdown",
    "A light plane crashed into a hillside.": "aviation_accident",
    "Four died when a train derailed.": "rail_accident",
    "A ferry capsized in rough seas.": "maritime_accident",
    "A bus plunged into a ravine.": "road_accident",
    "A pedestrian was struck by a car.": "road_accident",
    "Pilgrims died in a stampede.": "crowd_crush",
    "A wall collapsed on workers.": "building_collapse",
    "Miners were trapped by a gas leak.": "industrial_accident",
    "An explosion shook the town.": "explosion",
    "Wildfires killed two firefighters.": "wildfire",
    "A blaze swept through a hotel.": "fire",
    "A magnitude 6.1 earthquake killed 90.": "earthquake",
    "The tsunami swept away the pier.": "tsunami",
    "The volcano buried a village.": "volcano",
    "An avalanche killed three skiers.": "avalanche",
    "A mudslide buried ten homes.": "landslide",
    "Flash floods killed 40.": "flood",
    "The typhoon left 12 dead.": "storm",
    "Two golfers were hit by lightning.": "storm",
    "The heatwave has killed 300.": "extreme_temperature",
    "Cholera has killed 80 in the camp.": "disease",
    "Five died of carbon monoxide in a tent.": "poisoning",
    "Children are dying of starvation.": "hunger",
    "A woman was mauled by a bear.": "animal_attack",
    "Two teenagers drowned in a quarry.": "drowning",
    "Thirty were killed in the attack.": "attack",
    "The war has cost 30,000 lives.": "war",
}
HARMLESS = [
    "A friend of mine died peacefully.",
    "The club shelled out millions for the striker.",
    "Thousands of nurses are on strike.",
    "Teachers began a general strike over pay.",
    "The stock market crash wiped out savings.",
    "The website crashed after the sale began.",
    "The film was shot in Morocco.",
    "He got a flu shot and took a long shot.",
    "The senator blasted the government for delays.",
    "The decision caused a media storm and a storm of criticism.",
    "There was an explosion of interest in the sport.",
    "The movie was a box-office bomb.",
    "The minister came under fire for her remarks.",
    "The team fired its coach.",
    "She won by a landslide.",
    "The two firms are in a price war.",
    "He died of a heart attack.",
    "A cyberattack shut the port.",
    "The office was flooded with calls.",
    "The committee launched a charm offensive.",
    "He lost a legal battle over the estate.",
    "The trade war continues; a war of words followed.",
    "They executed the plan perfectly.",
    "An avalanche of letters reached the paper.",
]


@pytest.mark.parametrize("text", CAUSES)
def test_the_cause_that_tells_most(text: str) -> None:
    assert cause(text) == CAUSES[text]


@pytest.mark.parametrize("text", HARMLESS)
def test_words_of_harm_that_harm_nobody(text: str) -> None:
    assert cause(text) is None


def test_every_mention_stands_where_it_says() -> None:
    text = "A suicide bomber struck after an earthquake, and shelling followed."
    found = find_causes(sentence(text))
    assert [text[m.start : m.end] for m in found] == ["suicide bomber", "earthquake", "shelling"]
    assert [m.cause for m in found] == [Cause.SUICIDE_BOMBING, Cause.EARTHQUAKE, Cause.SHELLING]


def test_the_thing_tells_more_than_the_kind() -> None:
    assert cause("The attack was an explosion set off by a roadside bomb in the war.") == "ied"


def test_no_mentions_no_main_cause() -> None:
    assert main_cause(()) is None


def test_capitals_and_curly_marks_change_nothing() -> None:
    assert cause("ROADSIDE BOMB KILLS TWO") == cause("Roadside bomb kills two") == "ied"
