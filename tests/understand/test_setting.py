"""When and where the incident of an article was: its day and place, not those of arrests, finds and talks about it."""

from __future__ import annotations

import pytest

from crawler.addresses import canonical_url
from pipeline.ingest import article_from
from pipeline.records import Article, ReportedIncident
from pipeline.understand.reader import Reader

PUBLISHED = "2026-05-07T10:00:00Z"  # a Thursday


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def incident(reader: Reader, title: str, text: str, published: str = PUBLISHED) -> ReportedIncident:
    plain = {"id": "1", "url": "https://paper.example/1", "title": title, "text": text, "published_at": published}
    article = article_from(plain, canonical_url)
    assert isinstance(article, Article)
    (main,) = (one for one in reader.read(article).incidents if one.main)
    return main


DAYS = [
    (
        "Landslide buries homes in Cameroon",
        "Rescuers on Wednesday pulled four more bodies from the mud, raising to 27 the number of people killed by Sunday's landslide.",
        "2026-05-03",
    ),
    ("Death toll climbs", "The death toll from floods in Sri Lanka rose to 91 on Saturday, officials said.", None),
    (
        "Toll rises",
        "The number of people killed in Friday's earthquake in Mandalay rose to 144 on Sunday, state TV said.",
        "2026-05-01",
    ),
    (
        "Bus crash",
        "Eleven people were killed on Tuesday morning when a bus overturned near Nakuru, police said on Wednesday.",
        "2026-05-05",
    ),
    (
        "Man dies",
        "A man shot at a bar in Ohio on Saturday night died of his wounds on Monday, police said.",
        "2026-05-02",
    ),
    (
        "Student dies after crash",
        "A 19-year-old student has died three days after a crash on Highway 7 near Madoc, police said.",
        None,
    ),
    ("Fire", "A fire early today killed two people in Bradford.", "2026-05-07"),
    ("Overnight", "Russian strikes overnight killed four people in Odesa, the governor said.", "2026-05-06"),
    ("Yesterday", "Two labourers were electrocuted here yesterday.", "2026-05-06"),
    ("Last night", "A policeman was shot dead in Karachi last night.", "2026-05-06"),
    ("Late Tuesday", "At least 12 people were killed late Tuesday when gunmen raided Kuru village.", "2026-05-05"),
    ("May date", "On May 4, a mine blast killed two soldiers in Kelbajar.", "2026-05-04"),
    ("Apr", "Militants killed 26 tourists in Pahalgam on April 22.", "2026-04-22"),
    ("Date numeric", "Three people drowned on 3 May 2026 in Lake Malawi.", "2026-05-03"),
    (
        "This morning",
        "This morning at about 7:15am, a truck and a school bus collided at Koonwarra, killing a girl, police said in a statement.",
        "2026-05-07",
    ),
    (
        "Second body",
        "Divers recovered the body of a second man on Tuesday after a boat sank on Sunday off Bantry; the first was found on Monday.",
        "2026-05-03",
    ),
    ("Court", "A court on Tuesday heard that a man killed his wife on 3 March in Leeds.", "2026-03-03"),
    (
        "Arrested",
        "Police on Wednesday arrested a man over the fatal stabbing of a teenager in Croydon on Monday.",
        "2026-05-04",
    ),
    (
        "Announced Thursday",
        "The army said on Thursday that three soldiers were killed in fighting in northern Gaza.",
        None,
    ),
    ("Thursday's", "Thursday's bombing at a mosque in Peshawar killed 12 people.", "2026-05-07"),
    ("Monday", "POLICE are investigating a crash that killed a motorcyclist in Moree on Monday.", "2026-05-04"),
    ("Hours", "Hours after a blast killed six in Quetta, police said they had arrested two men.", None),
    (
        "Wed killed",
        "Israeli strikes on Wednesday killed 15 people in Gaza City, a day after 20 died in Rafah.",
        "2026-05-06",
    ),
    (
        "Hospital Friday",
        "A woman injured in a house explosion in Pittsburgh last Friday died in hospital on Wednesday, bringing the number of deaths to three.",
        "2026-05-01",
    ),
    (
        "Weekday past",
        "The attack happened on Saturday at a market in Baidoa. Four people died, officials said on Tuesday.",
        "2026-05-02",
    ),
    (
        "around",
        "Around 9pm on Tuesday, officers found a man with gunshot wounds on Elm Street. He died at the scene.",
        "2026-05-05",
    ),
    (
        "just after",
        "Just after midnight Wednesday, two cars collided on I-70, killing a 30-year-old woman.",
        "2026-05-06",
    ),
    ("Sunday, May 3", "A plane crashed Sunday, May 3, near Fairbanks, killing two people.", "2026-05-03"),
    ("Tuesday, 5", "Ten people died in a crash in Mpumalanga on Tuesday, 5 May.", "2026-05-05"),
    ("Toll passes", "Toll in Monday's dam collapse passes 100 as rescuers reach villages.", "2026-05-04"),
    (
        "Search ends",
        "TARVO: The search for those buried by the landslide in Ulenda was closed on Sunday with a prayer. The hillside came down before dawn last Tuesday, the district said; 19 bodies were found.",
        "2026-05-05",
    ),
    (
        "Owner held",
        "The owner of the workshop where nine people died in an explosion on April 30 was arrested in Kochi late on Wednesday.",
        "2026-04-30",
    ),
    (
        "Strike kills 41",
        "CAIRO, May 6 (Wire) - A drone strike on a market in Sudan's West Kordofan killed 41 people, a group of lawyers that tracks abuses said on Wednesday.",
        None,
    ),
    (
        "Diggers",
        "Rescuers dug with bare hands Tuesday for 13 people missing in a landslide that killed at least nine. Tons of mud rolled onto the village before dawn Monday, the rescue agency said.",
        "2026-05-04",
    ),
    (
        "Toll rises",
        "New Borsa (Khand), May 6 (TNI) The toll in the bus accident rose to seven on Wednesday with two passengers succumbing to their injuries. The bus fell into a gorge late on Monday.",
        "2026-05-04",
    ),
]


@pytest.mark.parametrize(("title", "text", "day"), DAYS, ids=[text[:40] for _, text, _ in DAYS])
def test_the_day_is_that_of_the_event(reader: Reader, title: str, text: str, day: str | None) -> None:
    time = incident(reader, title, text).time
    assert (str(time.start) if time and time.start else None) == day


PLACES = [
    ("Landslide in Cameroon", "At least 23 people died in the Mbankolo district of Yaounde on Sunday.", "Mbankolo,CM"),
    (
        "Two killed in Gaza strike",
        "An Israeli strike killed two people in Deir al-Balah in central Gaza, medics said.",
        "Deir al-Balah,PS",
    ),
    (
        "Bus",
        "The bus, travelling from Lima to Cusco, went off the road near the town of Ayacucho, killing 12.",
        "Ayacucho,PE",
    ),
    (
        "Car crash",
        "SPRINGFIELD, Ill. - Two people died in a crash on Interstate 55 near Springfield on Monday, Illinois State Police said.",
        "Springfield,US",
    ),
    ("Blast", "KABUL: A blast in the northern province of Kunduz killed 10 people on Friday.", "Kunduz,AF"),
    ("Embassy", "The Philippine embassy in Riyadh said three Filipinos died in a road crash in Jeddah.", "Jeddah,SA"),
    (
        "Shot",
        "A 22-year-old man was shot dead in the Brixton area of south London on Tuesday, the Met said.",
        "Brixton,GB",
    ),
    (
        "Attack",
        "Fighters stormed Tessit, in the Gao region, overnight, killing 42 soldiers, Mali's army said.",
        "Tessit,ML",
    ),
    (
        "Ukraine",
        "A Russian missile hit Kryvyi Rih, the hometown of President Zelenskyy, killing 19, officials in Kyiv said.",
        "Kryvyi Rih,UA",
    ),
    (
        "Plane",
        "A plane from Entebbe crashed on landing at Juba airport, killing five, South Sudan's civil aviation authority said.",
        "Juba,SS",
    ),
    (
        "Hosp",
        "The wounded were taken to hospitals in Multan after a bus fell into a ravine in Zhob, killing eight.",
        "Zhob,PK",
    ),
    ("Lead", "Six people were killed in Rawalpindi on Thursday. The victims came from Gujrat.", "Rawalpindi,PK"),
    (
        "Border",
        "Israeli fire killed one man in the southern Lebanese village of Aitaroun, Lebanon's health ministry said.",
        "Aitaroun,LB",
    ),
    ("County", "A man died in a house fire in Kilkenny early on Sunday. Gardai are investigating.", "Kilkenny,IE"),
    ("Suburb", "A toddler drowned in a pool in Caboolture, north of Brisbane.", "Caboolture,AU"),
    ("Town", "Police in Durban are hunting gunmen who killed five people at a tavern in Umlazi township.", "Umlazi,ZA"),
    ("Street", "Two teens were shot at 5th and Main in Dayton. One died.", "Dayton,US"),
    (
        "Phil",
        "COTABATO CITY — Five soldiers were killed in an ambush in Munai, Lanao del Norte, the Army said.",
        "Munai,PH",
    ),
    (
        "Mex",
        "Eleven people were gunned down at a football field in Salamanca, in Mexico's violent Guanajuato state.",
        "Salamanca,MX",
    ),
    ("Col", "Seven people died in a massacre in the rural area of Jamundí, Valle del Cauca.", "Jamundí,CO"),
    ("Sea", "At least 40 migrants drowned when their boat sank off the coast of Mahdia, Tunisia.", "Mahdia,TN"),
    (
        "Envoys meet",
        "Russia launched drones at Ukraine's port city of Odesa overnight, killing three people, officials said Thursday, hours before envoys were to meet in Geneva.",
        "Odesa,UA",
    ),
    (
        "Owner of workshop held in Kerala",
        "VIRUDHUNAGAR: The owner of the workshop where nine workers died in an explosion on April 6 was arrested in Thodupuzha, Kerala, late on Monday.",
        "Virudhunagar,IN",
    ),
    (
        "Bus rams tanker near Basti Karam",
        "At least eight people died when a bus hit a parked tanker near Multan in Pakistan on Friday.",
        "Multan,PK",
    ),
    (
        "Toll",
        "The wounded were taken to hospitals in Multan after a bus fell into a ravine in Zhob, killing eight.",
        "Zhob,PK",
    ),
]


@pytest.mark.parametrize(("title", "text", "place"), PLACES, ids=[text[:40] for _, text, _ in PLACES])
def test_the_place_is_that_of_the_event(reader: Reader, title: str, text: str, place: str) -> None:
    found = incident(reader, title, text).place
    assert found is not None
    assert f"{found.name},{found.country}" == place


def test_yesterday_is_that_of_the_outlet_s_own_clock(reader: Reader) -> None:
    """Half past three in the night in Dhaka is the evening before in Greenwich."""
    told = "A fire killed sixteen workers in a dye works in Dhaka yesterday, the fire service said."
    time = incident(reader, "", told, "2025-10-15T03:20:00+06:00").time
    assert time is not None
    assert str(time.start) == "2025-10-14"
