"""Closed code lists with their definitions.

Every coded field of the dataset takes its values from here and nowhere else; the codebook prints these
definitions. A value outside its list raises `ValueError`: it never falls into an else. None in a coded field
means "the source does not say", which is why no list has an "unknown" member.

Terms follow the Standards for Casualty Recording (Every Casualty), UCDP GED, ACLED, IMAS 04.10 (mine action)
and EM-DAT (disasters); `CAUSE_MAPPINGS` gives the correspondence.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A code with its definition; the definition is what the codebook and the review pages show."""

    definition: str

    def __new__(cls, value: str, definition: str) -> Code:
        """Make the member `value` with its definition."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.definition = definition
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """Return the member with this value. Raises `ValueError` where the list has none."""
        return cls(value)  # type: ignore[call-arg]  # members are made with their definition, looked up by value alone


class Outcome(Code):
    """What happened to the people counted."""

    KILLED = "killed", "Reported dead, whatever the wording: killed, died, lost their lives, body found, martyred."
    INJURED = "injured", "Reported physically hurt and alive: injured, wounded, hospitalised with wounds, maimed."
    KILLED_OR_INJURED = (
        "killed_or_injured",
        "Counted together and not told apart: 'casualties', 'killed or wounded', 'victims' of a weapon.",
    )
    MISSING = "missing", "Whereabouts unknown: missing, unaccounted for, feared dead, trapped and not yet reached."
    DISPLACED = "displaced", "Left home because of the event: displaced, fled, evacuated, made homeless."
    ABDUCTED = "abducted", "Taken against their will: kidnapped, abducted, taken hostage. Arrests are not counted."


INCIDENT_OUTCOMES = (Outcome.KILLED, Outcome.INJURED, Outcome.MISSING, Outcome.ABDUCTED, Outcome.DISPLACED)
"""What an incident has a toll of, each in a field of that name, in the order of every table and page."""


class Qualifier(Code):
    """How firmly the source states a count."""

    EXACT = "exact", "A plain number: 'twelve people'."
    AT_LEAST = (
        "at_least",
        "A floor: 'at least', 'more than', 'over', 'no fewer than'. Only `low` and, where stated, `best`.",
    )
    AT_MOST = "at_most", "A ceiling: 'up to', 'as many as', 'no more than', 'fewer than'. Only `high`."
    ABOUT = "about", "An approximation: 'about', 'some', 'nearly', 'around', 'an estimated'."
    BETWEEN = "between", "A range: 'between 10 and 15', '10-15', 'two or three'."
    INDEFINITE = (
        "indefinite",
        "An indefinite word; `low` by ACLED's convention (several 3, tens 10, dozens 12, scores 20, hundreds 100), best None.",
    )


class Unit(Code):
    """What is counted."""

    PERSON = "person", "Human beings, dead or alive."
    HOUSEHOLD = "household", "Families or households, where the source counts those."

    @property
    def behind(self) -> str:
        """What stands behind a count of it: ' households'; nothing for persons, which need no word."""
        return " households" if self is Unit.HOUSEHOLD else ""


class Scope(Code):
    """Whether a figure belongs to one incident or sums up several."""

    INCIDENT = "incident", "People affected by one event at one place and time."
    CUMULATIVE = "cumulative", "A sum over several events in a period: 'in 2023', 'since the war', 'so far this year'."


class Assertion(Code):
    """What the source does with the claim."""

    AFFIRMED = (
        "affirmed",
        "Stated as a fact, by the outlet or by the source it names. A reported zero is affirmed with best 0.",
    )
    DENIED = "denied", "Somebody denies it: 'the army denied that ten soldiers had died'."
    HYPOTHETICAL = "hypothetical", "Feared, predicted, planned, possible or counterfactual: 'could kill thousands'."


class CivilianStatus(Code):
    """Role of the victims in the hostilities, only where the words say it."""

    CIVILIAN = "civilian", "Civilians, residents, children, journalists, medics, aid workers, worshippers, passengers."
    COMBATANT = "combatant", "Members of armed forces or armed groups: soldiers, militants, rebels, border guards."
    SECURITY_FORCES = "security_forces", "Police and other security personnel who are not soldiers."
    PERPETRATOR = (
        "perpetrator",
        "Those who carried out the attack: gunman, suicide bomber, suspect. Told apart from victims.",
    )
    MIXED = "mixed", "The count covers more than one of these groups."


class Sex(Code):
    """Sex of the victims, only where the words say it."""

    FEMALE = "female", "Women, girls, mothers, daughters."
    MALE = "male", "Men, boys, fathers, sons."
    MIXED = "mixed", "Both are named: 'a couple', 'a man and a woman'."


class AgeGroup(Code):
    """Age group of the victims, only where the words say it."""

    CHILD = "child", "Under 18, or called child, boy, girl, infant, teenager under 18, pupil."
    ADULT = "adult", "18 and older, or called man, woman, adult."
    ELDERLY = "elderly", "65 and older, or called elderly, pensioner."
    MIXED = "mixed", "More than one group is named."


class Cause(Code):
    """What killed or harmed people. The most specific code the words support."""

    LANDMINE = "landmine", "Anti-personnel or anti-vehicle mine, mined field; victim-activated factory-made device."
    UNEXPLODED_ORDNANCE = (
        "unexploded_ordnance",
        "Unexploded or abandoned ordnance, cluster remnants, an old shell or grenade.",
    )
    IED = "ied", "Improvised explosive device: roadside bomb, car bomb, parcel bomb, booby trap."
    SUICIDE_BOMBING = "suicide_bombing", "An attacker detonates explosives carried on the body or driven."
    BOMBING = "bombing", "A bomb or grenade set off on purpose, of a kind the words do not give."
    SHELLING = "shelling", "Artillery, mortars, rockets, tank fire."
    AIRSTRIKE = "airstrike", "Bombs or missiles from aircraft, helicopter fire, barrel bombs."
    DRONE_STRIKE = "drone_strike", "An attack by an uncrewed aircraft."
    MISSILE_STRIKE = "missile_strike", "Ballistic or cruise missiles."
    CHEMICAL_ATTACK = "chemical_attack", "Toxic chemicals used as a weapon."
    ARMED_CLASH = "armed_clash", "Fighting between armed parties: clash, gun battle, ambush of a patrol, offensive."
    SHOOTING = "shooting", "Firearms used against people: shooting, gunfire, sniper, drive-by."
    STABBING = "stabbing", "Knives, machetes, axes and other blades."
    ASSAULT = "assault", "Beating, strangling or other bodily attack without firearm or blade; torture."
    VEHICLE_ATTACK = "vehicle_attack", "A vehicle driven into people on purpose."
    ARSON = "arson", "A fire set on purpose."
    ATTACK = "attack", "A deliberate attack of a kind the words do not give: raid, massacre, murder."
    EXECUTION = "execution", "Killing of people held: execution, beheading, death penalty carried out."
    UNREST = "unrest", "Protest, riot, crowd dispersal, communal or mob violence."
    EXPLOSION = (
        "explosion",
        "A blast whose nature the words do not give, or accidental: gas, ammunition, fireworks, boiler.",
    )
    FIRE = "fire", "A fire in a building, camp or vehicle, not known to be set on purpose."
    WILDFIRE = "wildfire", "A fire of forest, bush or grass land."
    ROAD_ACCIDENT = "road_accident", "Collision or crash on a road, including pedestrians hit."
    RAIL_ACCIDENT = "rail_accident", "Derailment, train collision, level-crossing accident."
    AVIATION_ACCIDENT = "aviation_accident", "Crash of an aircraft, not known to be shot down."
    AIRCRAFT_SHOOTDOWN = "aircraft_shootdown", "An aircraft shot down."
    MARITIME_ACCIDENT = "maritime_accident", "Capsizing, sinking or collision of a vessel, migrant boats included."
    DROWNING = "drowning", "Drowning without a vessel or flood: sea, river, pool."
    BUILDING_COLLAPSE = "building_collapse", "Collapse of a building, bridge, wall, scaffold or stand."
    INDUSTRIAL_ACCIDENT = (
        "industrial_accident",
        "Accident at work: mine gallery, factory, construction site, leak of a substance.",
    )
    CROWD_CRUSH = "crowd_crush", "Stampede or crush in a crowd."
    EARTHQUAKE = "earthquake", "Earthquake and its aftershocks."
    TSUNAMI = "tsunami", "Sea wave set off by a quake, slide or eruption."
    VOLCANO = "volcano", "Volcanic eruption, its ash and mud flows."
    FLOOD = "flood", "Flood, flash flood, dam break, heavy rain."
    LANDSLIDE = "landslide", "Landslide, mudslide, rockfall."
    AVALANCHE = "avalanche", "Snow avalanche, icefall."
    STORM = "storm", "Cyclone, hurricane, typhoon, tornado, gale, blizzard, hail, lightning."
    EXTREME_TEMPERATURE = "extreme_temperature", "Heatwave or cold."
    DISEASE = "disease", "Epidemic or infectious disease."
    POISONING = "poisoning", "Poisoned food, drink, alcohol, gas or drugs, not a weapon."
    HUNGER = "hunger", "Famine, malnutrition, thirst."
    ANIMAL_ATTACK = "animal_attack", "Attack by an animal."
    WAR = "war", "A war or conflict as a whole, where a figure covers all its violence."
    OTHER = "other", "Stated, and none of the above."


class DatePrecision(Code):
    """How much of a date is stated; nothing is ever made more precise than the source."""

    DAY = "day", "One calendar day."
    WEEK = "week", "A week or a weekend."
    MONTH = "month", "A calendar month."
    YEAR = "year", "A calendar year or a season of it."
    PERIOD = "period", "A span between two stated points, or open at one end (start or end None)."


class PlacePrecision(Code):
    """How exactly a place is stated."""

    SITE = "site", "A named building, road, camp, mountain or sea."
    SETTLEMENT = "settlement", "A city, town or village."
    DISTRICT = "district", "Second-order area: district, county, municipality."
    REGION = "region", "First-order area or a larger historical or natural region within a country."
    COUNTRY = "country", "A country only."
    SUPRANATIONAL = "supranational", "An area across countries: 'the Sahel', 'the Mediterranean'."


class SourceKind(Code):
    """Who a claim or statement comes from; distinct from the outlet that published it."""

    GOVERNMENT = "government", "Head of state, cabinet, ministry, governor, mayor, parliament, a government as such."
    MILITARY = "military", "Armed forces of a state, defence ministry, border guards."
    POLICE = "police", "Police, gendarmerie, prosecutor's investigators, security service."
    EMERGENCY_SERVICES = "emergency_services", "Fire brigade, rescue, civil defence, disaster agency, coastguard."
    HEALTH = "health", "Hospital, doctor, health ministry, morgue, ambulance service."
    JUDICIARY = "judiciary", "Court, judge, prosecutor."
    INTERNATIONAL_BODY = "international_body", "UN and its agencies, EU, NATO, OSCE, ICRC, African Union and alike."
    ARMED_GROUP = "armed_group", "A non-state armed group, with or without territory."
    NGO = "ngo", "Non-governmental, humanitarian, monitoring or rights organisation."
    POLITICAL = "political", "Party, opposition figure, activist, former office-holder."
    COMPANY = "company", "Business, airline, operator, their spokespeople."
    EXPERT = "expert", "Analyst, academic, lawyer, observer."
    WITNESS = "witness", "Witness, survivor, resident."
    RELATIVE = "relative", "Family or friend of a victim."
    MEDIA = "media", "Another outlet or agency, 'local media', 'reports'."
    OFFICIALS = "officials", "'Officials', 'authorities': office stated, institution not."
    OTHER = "other", "Stated, and none of the above."


class CueClass(Code):
    """What kind of speech act a statement's cue is."""

    SAY = "say", "Neutral report: say, tell, add, note, according to."
    ANNOUNCE = "announce", "Declares or makes public: announce, declare, confirm, reveal."
    DENY = "deny", "Denies or rejects: deny, reject, dismiss, refute."
    ACCUSE = "accuse", "Blames or alleges: accuse, blame, condemn, allege."
    PROMISE = "promise", "Commits the speaker: promise, pledge, vow, agree."
    WARN = "warn", "Warns or threatens: warn, caution, threaten."
    URGE = "urge", "Asks of others: urge, call for, demand, order, appeal."
    ADMIT = "admit", "Concedes: admit, acknowledge, concede."
    SUGGEST = "suggest", "Puts forward as possible: suggest, propose, hint, believe."
    EMPHASISE = "emphasise", "Stresses or reiterates: stress, emphasise, highlight, reiterate."
    REPORT = "report", "Passes on information: report, inform, estimate, find."
    CLAIM = "claim", "Asserts what the writer leaves open: claim, assert, insist, argue."
    ASK = "ask", "Asks a question: ask, wonder, question."
    PRAISE = "praise", "Praises, thanks, congratulates, condoles."


class StatementMode(Code):
    """Whether the speaker's own words are given."""

    DIRECT = "direct", "In quotation marks throughout."
    INDIRECT = "indirect", "Paraphrased by the writer."
    MIXED = "mixed", "A paraphrase with quoted words in it."


class TextField(Code):
    """The part of an article that character offsets count in."""

    TITLE = "title", "The headline."
    TEXT = "text", "The body, paragraphs separated by one blank line."


class Verdict(Code):
    """Whether two things are one."""

    SAME = "same", "They are one."
    DIFFERENT = "different", "They are two."
    UNSURE = "unsure", "The evidence does not decide; an analyst is asked."
    WITHDRAWN = "withdrawn", "An analyst's word on the pair was taken back: what the machine judged holds again."


class IncidentStatus(Code):
    """How far an incident has been confirmed."""

    PROVISIONAL = "provisional", "One independent source."
    CORROBORATED = "corroborated", "Two or more independent sources whose figures are compatible."
    CONTESTED = "contested", "Independent sources or sides give figures that exclude each other."
    REVIEWED = "reviewed", "An analyst accepted or corrected it."
    RETRACTED = "retracted", "Withdrawn by its only sources, or rejected by an analyst."


class DecisionVerdict(Code):
    """What an analyst did with a record."""

    ACCEPT = "accept", "The record is right as it stands."
    CORRECT = "correct", "The record is right with the fields given."
    REJECT = "reject", "The record should not exist."
    UNSURE = "unsure", "The analyst could not decide; a second opinion is asked for."
    MERGE = "merge", "Two incidents are one."
    SPLIT = "split", "One incident is two."
    UNDO = "undo", "An earlier decision is withdrawn."


class UrlOutcome(Code):
    """What became of a URL in a run; every URL ends in exactly one."""

    STORED = "stored", "A new article."
    UPDATED = "updated", "A known article had changed: stored as a new version."
    UNCHANGED = "unchanged", "The server said so (304), or the content was the same."
    DUPLICATE = "duplicate", "Another URL of this run led to the same article."
    NOT_DUE = "not_due", "Known, and not yet due for a re-visit."
    NO_ARTICLE = "no_article", "The page holds no article: too little text, an index, a login."
    BLOCKED = "blocked", "A bot wall, consent wall or paywall answered instead of the article."
    ROBOTS = "robots", "robots.txt forbids it; not fetched."
    FILTERED = "filtered", "The declaration's URL rules exclude it, or it is older than the declared window."
    REFUSED = "refused", "The guard refused the address, redirect or content."
    TOO_LARGE = "too_large", "Larger than the declared limit."
    NOT_HTML = "not_html", "Another kind of content."
    GONE = "gone", "404 or 410."
    HTTP_ERROR = "http_error", "Another error status, after retries."
    NETWORK_ERROR = "network_error", "No answer: DNS, connection, TLS or time-out, after retries."
    PARSE_ERROR = "parse_error", "Our parser failed; the response is in the archive."
    STORE_ERROR = "store_error", "The dataset refused it; the response is in the archive."
    CANCELLED = "cancelled", "The run was stopped first."


CAUSE_MAPPINGS: dict[Cause, dict[str, str]] = {
    Cause.LANDMINE: {"imas": "mine", "acled": "Remote explosive/landmine/IED", "emdat": ""},
    Cause.UNEXPLODED_ORDNANCE: {
        "imas": "explosive remnants of war",
        "acled": "Remote explosive/landmine/IED",
        "emdat": "",
    },
    Cause.IED: {"imas": "improvised explosive device", "acled": "Remote explosive/landmine/IED", "emdat": ""},
    Cause.SUICIDE_BOMBING: {"imas": "", "acled": "Suicide bomb", "emdat": ""},
    Cause.BOMBING: {"imas": "", "acled": "Grenade", "emdat": ""},
    Cause.SHELLING: {"imas": "", "acled": "Shelling/artillery/missile attack", "emdat": ""},
    Cause.MISSILE_STRIKE: {"imas": "", "acled": "Shelling/artillery/missile attack", "emdat": ""},
    Cause.AIRSTRIKE: {"imas": "", "acled": "Air/drone strike", "emdat": ""},
    Cause.DRONE_STRIKE: {"imas": "", "acled": "Air/drone strike", "emdat": ""},
    Cause.CHEMICAL_ATTACK: {"imas": "", "acled": "Chemical weapon", "emdat": ""},
    Cause.ARMED_CLASH: {"imas": "", "acled": "Armed clash", "emdat": ""},
    Cause.SHOOTING: {"imas": "", "acled": "Attack", "emdat": ""},
    Cause.STABBING: {"imas": "", "acled": "Attack", "emdat": ""},
    Cause.ATTACK: {"imas": "", "acled": "Attack", "emdat": ""},
    Cause.EXECUTION: {"imas": "", "acled": "Attack", "emdat": ""},
    Cause.UNREST: {"imas": "", "acled": "Violent demonstration / Mob violence", "emdat": ""},
    Cause.FIRE: {"imas": "", "acled": "", "emdat": "Technological: fire"},
    Cause.EXPLOSION: {"imas": "", "acled": "", "emdat": "Technological: explosion"},
    Cause.ROAD_ACCIDENT: {"imas": "", "acled": "", "emdat": "Technological: transport, road"},
    Cause.RAIL_ACCIDENT: {"imas": "", "acled": "", "emdat": "Technological: transport, rail"},
    Cause.AVIATION_ACCIDENT: {"imas": "", "acled": "", "emdat": "Technological: transport, air"},
    Cause.MARITIME_ACCIDENT: {"imas": "", "acled": "", "emdat": "Technological: transport, water"},
    Cause.BUILDING_COLLAPSE: {"imas": "", "acled": "", "emdat": "Technological: collapse"},
    Cause.INDUSTRIAL_ACCIDENT: {"imas": "", "acled": "", "emdat": "Technological: industrial accident"},
    Cause.EARTHQUAKE: {"imas": "", "acled": "", "emdat": "Geophysical: earthquake"},
    Cause.TSUNAMI: {"imas": "", "acled": "", "emdat": "Geophysical: earthquake, tsunami"},
    Cause.VOLCANO: {"imas": "", "acled": "", "emdat": "Geophysical: volcanic activity"},
    Cause.FLOOD: {"imas": "", "acled": "", "emdat": "Hydrological: flood"},
    Cause.LANDSLIDE: {"imas": "", "acled": "", "emdat": "Hydrological: mass movement (wet)"},
    Cause.AVALANCHE: {"imas": "", "acled": "", "emdat": "Hydrological: avalanche"},
    Cause.STORM: {"imas": "", "acled": "", "emdat": "Meteorological: storm"},
    Cause.EXTREME_TEMPERATURE: {"imas": "", "acled": "", "emdat": "Meteorological: extreme temperature"},
    Cause.WILDFIRE: {"imas": "", "acled": "", "emdat": "Climatological: wildfire"},
    Cause.DISEASE: {"imas": "", "acled": "", "emdat": "Biological: epidemic"},
}
"""Nearest terms of other recorders (IMAS 04.10, ACLED sub-event types, EM-DAT); empty where they have none."""
