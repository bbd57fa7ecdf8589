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
    "Nineteen passengers are in hospital after two carriages left the tracks near Zagazig.": "rail_accident",
    "Two Colombian soldiers and four members of the ELN died in combat in Arauca, the army said.": "armed_clash",
    "Troops killed nine bandits in an operation in the Birnin Gwari forest, the army said.": "armed_clash",
    "Five Naxals were killed in an encounter with security forces in Bijapur, police said.": "armed_clash",
    "The Malian army said it neutralised 27 terrorists in a sweep near Menaka.": "armed_clash",
    "An officer fatally shot a man who was armed with a knife on Elm Street, police said.": "shooting",
    "At least 34 people have died since Cyclone Chido made landfall in Cabo Delgado.": "storm",
    "Five people died as Typhoon Kalmaegi lashed Cebu with winds of 150 kph.": "storm",
    "Four people were killed when a tornado ripped through a mobile home park in Oklahoma.": "storm",
    "Flash floods swept away 12 people in Swat valley on Friday.": "flood",
    "Nine people drowned after the river burst its banks in Derna province.": "flood",
    "At least 14 people were killed in rain-related incidents across Punjab.": "flood",
    "Lightning killed seven farmers working in a paddy field in Jharkhand.": "storm",
    "Three children were struck by lightning and died while playing football in Uganda.": "storm",
    "A magnitude 6.1 quake killed 26 people in western Afghanistan.": "earthquake",
    "Seven people died when a strong tremor shook Herat at dawn.": "earthquake",
    "Six labourers died when a wall of an under-construction building fell on them in Pune.": "building_collapse",
    "The roof of a nightclub caved in during a concert in Santo Domingo, killing 98 people.": "building_collapse",
    "Four died when a bridge gave way in Gujarat.": "building_collapse",
    "Eleven miners died when a coal mine gallery collapsed in Balochistan.": "industrial_accident",
    "Five miners were killed by a methane blast at the Pniowek colliery.": "industrial_accident",
    "Thirteen artisanal gold miners were buried alive when a pit collapsed in Kedougou.": "industrial_accident",
    "Carbon monoxide from a heater killed a family of four in Tbilisi, police said.": "poisoning",
    "Methanol-laced liquor has killed 18 people in Tamil Nadu.": "poisoning",
    "The death toll in the hooch tragedy rose to 21 in Amritsar.": "poisoning",
    "Seven schoolchildren died after eating contaminated tortoise meat on Pemba Island.": "poisoning",
    "Cholera has killed 40 people in White Nile state in a week, the health ministry said.": "disease",
    "Six people have died of Ebola in Kasai.": "disease",
    "At least 54 people died of heatstroke in Bihar in 24 hours.": "extreme_temperature",
    "Six homeless people froze to death in Kabul.": "extreme_temperature",
    "Wildfires in central Chile have killed 112 people.": "wildfire",
    "A grandmother and two children perished in a house fire in Leeds.": "fire",
    "A blaze ripped through a hotel in Istanbul, killing 10.": "fire",
    "Seventeen pupils burned to death when their dormitory caught fire in Nyeri.": "fire",
    "Three people died when a gas cylinder exploded at a restaurant in Karachi.": "explosion",
    "Twenty-three workers were killed in an explosion at a fireworks plant in Suphan Buri.": "explosion",
    "At least 98 people died when a petrol tanker exploded in Jigawa.": "explosion",
    "A ferry sank off Basilan, killing 18 people.": "maritime_accident",
    "Fifty-five people died when an overloaded boat went under on Lake Kivu.": "maritime_accident",
    "Ten people drowned after their canoe overturned in Jigawa.": "maritime_accident",
    "Two teenagers drowned while swimming in a quarry in Fife.": "drowning",
    "A 5-year-old boy was pulled lifeless from a backyard pool in Phoenix and died.": "drowning",
    "A Cessna went down in a field near Tulsa, killing both aboard.": "aviation_accident",
    "Six people died when a tourist chopper plunged into the Hudson.": "aviation_accident",
    "The airliner overshot the runway and burst into flames at Muan, killing 179.": "aviation_accident",
    "Eighteen people were killed when a bus fell into a gorge in Doda.": "road_accident",
    "Fourteen people perished when a matatu rammed into a trailer at Salgaa.": "road_accident",
    "A cyclist died after being struck by a lorry on the A34.": "road_accident",
    "A 23-year-old man died when his bike left the road near Moree.": "road_accident",
    "A driver ploughed into a Christmas market in Magdeburg, killing five.": "vehicle_attack",
    "A man deliberately drove a van into people outside a mosque, killing one.": "vehicle_attack",
    "Three girls were stabbed to death at a dance class in Southport.": "stabbing",
    "Attackers armed with machetes hacked 17 villagers to death in Djugu.": "stabbing",
    "A 34-year-old man was beaten to death by a mob in Lagos.": "assault",
    "A woman was found strangled in her flat in Naples.": "assault",
    "A knifeman wounded six people at a train station in Hamburg.": "stabbing",
    "A gunman opened fire at a church in Minneapolis, killing two.": "shooting",
    "A sniper killed a woman as she fetched water in El Fasher.": "shooting",
    "A drone slammed into a bus in Nikopol, killing four people.": "drone_strike",
    "An FPV drone hit a car in Kherson, killing a woman.": "drone_strike",
    "Russian glide bombs hit a hardware store in Kharkiv, killing 12.": "airstrike",
    "An Israeli strike on a tent in Khan Younis killed five people.": "airstrike",
    "An Iskander missile hit Sumy city centre, killing 34.": "missile_strike",
    "Rockets fired from Lebanon killed a woman in Kiryat Shmona.": "shelling",
    "Artillery fire hit a market in Omdurman, killing 54.": "shelling",
    "A mortar round landed in a schoolyard in Laiza, killing four pupils.": "shelling",
    "A roadside bomb hit a police van in Tank, killing four officers.": "ied",
    "Seven soldiers were martyred when their vehicle struck an improvised explosive device in Kech.": "ied",
    "A farmer stepped on a landmine in Kachin and died.": "landmine",
    "Three boys died when a shell they were playing with exploded in Kunduz.": "unexploded_ordnance",
    "Two children were killed by a grenade they found in a field in Bunia.": "unexploded_ordnance",
    "A suicide bomber killed 12 outside a court in Islamabad.": "suicide_bombing",
    "Unknown persons hurled a grenade into a bar in Bujumbura, killing two.": "bombing",
    "Iran hanged four men convicted of drug offences in Qom prison.": "execution",
    "Islamic State beheaded 70 Christians in a church in Kasanga.": "execution",
    "Police fired on protesters in Nairobi, killing 16.": "unrest",
    "Eleven people died in communal violence in Nuh.": "unrest",
    "Thirty people died in a crush at the Kumbh Mela.": "crowd_crush",
    "Four climbers were killed by an avalanche on Mont Blanc.": "avalanche",
    "Seven people died when a snow slide buried a road crew in Badrinath.": "avalanche",
    "Mud and rocks engulfed a village in Wayanad, killing 200.": "landslide",
    "A crocodile killed a 12-year-old girl in Palumpa.": "animal_attack",
    "An elephant trampled a farmer to death in Chitwan.": "animal_attack",
    "A four-year-old boy was mauled to death by the family dog in Perth.": "animal_attack",
    "Gunmen on motorcycles raided Yelwata, killing over 100.": "shooting",
    "Bandits abducted 25 schoolgirls from Maga and killed the vice-principal.": "attack",
    "A blast at a mosque in Kunduz killed 46.": "explosion",
    "A bomb killed nine people at a rally in Quetta.": "bombing",
    "Four workers died when a construction lift plunged 20 floors in Thane.": "industrial_accident",
    "A worker died after being buried in grain at a silo in Iowa.": "industrial_accident",
    "Three workers died after inhaling toxic fumes while cleaning a septic tank in Surat.": "industrial_accident",
    "An ammonia leak killed 12 at a fertiliser plant in Vizag.": "industrial_accident",
    "A hiker died after falling 60 metres from a cliff on Table Mountain.": "other",
    "Five people were electrocuted when a live wire fell on a procession in Tripura.": "industrial_accident",
    "At least 30 people have starved to death in El Fasher, the doctors network said.": "hunger",
    "An officer fatally shot a man who was armed with a knife.": "shooting",
    "He was armed with a machete.": "stabbing",
    "Villagers clashed with riot police over land.": "unrest",
    "A suspected mob boss hanged himself in his cell.": "other",
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
