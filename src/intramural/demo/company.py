"""Who is at Ostergate: a tree of units, the people in them, their spaces, and who has a say about what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DOMAIN = "ostergate.example"

# unit → the unit above it
UNITS = {
    "Ostergate": None,
    "Operations": "Ostergate",
    "Depot Lowmoor": "Operations",
    "Depot Ravenskirk": "Operations",
    "Depot Santa Lucia": "Operations",
    "Carrier Desk": "Operations",
    "Customers": "Ostergate",
    "Sales": "Customers",
    "Customer Care": "Customers",
    "People and Safety": "Ostergate",
    "Finance": "Ostergate",
    "Technology": "Ostergate",
}

# The first person of a unit leads it, and is led by whoever leads the unit above.
PEOPLE = """
Rosa Marchetti | Ostergate | Managing director | executive | Harbour House | where we want to be in five years
Henrik Aalto | Operations | Director of operations | executive | Harbour House | depots, and why trucks wait
Nadia Benali | Operations | Network planner | worker | Harbour House | routes, cut-off times, bank holidays
Tomas Vilhelm | Operations | Continuous improvement | worker | On the road | small fixes that stick
Marek Dobos | Depot Lowmoor | Depot manager | manager | Lowmoor | nights, docks, anything at Lowmoor
Ines Carvalho | Depot Lowmoor | Night shift picker | worker | Lowmoor | cold aisle, scanner tricks
Babak Rostami | Depot Lowmoor | Night shift lead | worker | Lowmoor | who is on tonight
Joan Prideaux | Depot Lowmoor | Dock coordinator | worker | Lowmoor | dock plan, gate passes
Sefa Tui | Depot Lowmoor | Forklift driver and trainer | worker | Lowmoor | reach trucks, licences
Wilma Jansen | Depot Lowmoor | Stock control | worker | Lowmoor | cycle counts
Duc Pham | Depot Lowmoor | Picker | worker | Lowmoor | mezzanine, small parts
Oskar Nilsen | Depot Lowmoor | Maintenance | worker | Lowmoor | doors, belts, chargers
Precious Moyo | Depot Lowmoor | Returns | worker | Lowmoor | what comes back and why
Liam Garrity | Depot Lowmoor | Picker | worker | Lowmoor | early shift
Frieda Hollweg | Depot Ravenskirk | Depot manager | manager | Ravenskirk | Ravenskirk, gate four
Arjun Pillai | Depot Ravenskirk | Shift lead | worker | Ravenskirk | cross-docking
Mina Okafor | Depot Ravenskirk | Dock coordinator | worker | Ravenskirk | queues at the gate
Stellan Bruun | Depot Ravenskirk | Forklift driver | worker | Ravenskirk | batteries
Colette Amara | Depot Ravenskirk | Customs clerk | worker | Ravenskirk | papers that trucks wait for
Piotr Zielony | Depot Ravenskirk | Picker | worker | Ravenskirk | late shift
Hanae Mori | Depot Ravenskirk | Picker | worker | Ravenskirk | fragile goods
Gethin Rees | Depot Ravenskirk | Maintenance | worker | Ravenskirk | gates, lights, heating
Lucia Ferrer | Depot Santa Lucia | Depot manager | manager | Santa Lucia | the south, cool chain
Emeka Obi | Depot Santa Lucia | Cool chain lead | worker | Santa Lucia | temperatures and what to do about them
Paloma Reyes | Depot Santa Lucia | Dock coordinator | worker | Santa Lucia | produce season
Bruno Salgado | Depot Santa Lucia | Forklift driver | worker | Santa Lucia | narrow aisles
Yara Haddad | Depot Santa Lucia | Picker | worker | Santa Lucia | early shift, languages
Anselm Kroll | Depot Santa Lucia | Quality | worker | Santa Lucia | damaged pallets
Teodora Ilic | Depot Santa Lucia | Returns | worker | Santa Lucia | labels that come off
Karim Saidi | Carrier Desk | Head of the carrier desk | manager | Harbour House | carriers, and how they think
Agnes Holm | Carrier Desk | Carrier planner | worker | Harbour House | the northern lines
Dario Conti | Carrier Desk | Carrier planner | worker | Harbour House | the southern lines
Imogen Slate | Carrier Desk | Night dispatcher | worker | Lowmoor | what happens after ten
Vikram Rao | Carrier Desk | Claims | worker | Harbour House | what to photograph
Sunniva Berg | Carrier Desk | Driver relations | worker | On the road | drivers' rooms, coffee, showers
Grace Adeyemi | Customers | Director of customers | executive | Harbour House | what customers ask us at dinner
Dana Whitlock | Sales | Head of pricing | manager | Harbour House | prices, tenders, margins
Felix Baumann | Sales | Account manager | worker | Harbour House | furniture makers
Noor Visser | Sales | Account manager | worker | Home | food and drink
Ewan Strachan | Sales | Tender writer | worker | Home | long answers to long questions
Chiara Bassi | Sales | Account manager | worker | Santa Lucia | growers
Ruth Ambler | Sales | Sales assistant | worker | Harbour House | where the template is
Leila Nasser | Customer Care | Head of customer care | manager | Harbour House | complaints, gladly
Jonas Wirth | Customer Care | Customer care | worker | Harbour House | tracking
Amara Diallo | Customer Care | Customer care | worker | Home | difficult calls
Pilar Ortega | Customer Care | Customer care | worker | Santa Lucia | the south in three languages
Seo-yeon Han | Customer Care | Customer care | worker | Home | chat
Callum Byrne | Customer Care | Customer care, evenings | worker | Lowmoor | late deliveries
Miriam Katz | People and Safety | Head of people and safety | manager | Harbour House | rosters, rights, rest
Olof Sand | People and Safety | Safety engineer | worker | Ravenskirk | near misses, thank you for them
Zola Mbeki | People and Safety | Training | worker | Lowmoor | licences, first aid, first days
Beatriz Lopes | People and Safety | Recruiting | worker | Santa Lucia | people you know who might like it here
Gustav Lind | Finance | Head of finance | manager | Harbour House | budgets in plain words
Thandi Nkosi | Finance | Controller | worker | Harbour House | cost per pallet
Irma Weiss | Finance | Accounts | worker | Harbour House | invoices, expenses
Olu Adebayo | Technology | Head of technology | manager | Harbour House | scanners, networks, this network
Signe Dahl | Technology | Developer, route planner | worker | Home | the route planner
Mateus Rocha | Technology | Support | worker | Lowmoor | scanners that sulk
Kavya Menon | Technology | Data | worker | Harbour House | numbers behind a question
Ben Thorley | Technology | Networks | worker | On the road | wireless in cold stores
"""


@dataclass(frozen=True)
class SpaceFacts:
    """A space of the company: its members are whole units and single people, by handle."""

    name: str
    kind: str
    description: str
    owner: str
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    purpose: str = ""  # gated where there is one
    days_left: int = 180  # until the sunset of a gated one


SPACES = [
    SpaceFacts("Kitchen table", "social", "Recipes, weather, dogs, lost gloves.", "joan",
               ("Depot Lowmoor", "Customer Care", "Finance"), ("yara", "sunniva", "olof", "noor", "hanae", "ewan")),
    SpaceFacts("Night shift", "practice", "For whoever works while the others sleep, and whoever depends on it.", "babak",
               ("Depot Lowmoor",), ("imogen", "callum", "miriam", "piotr", "sunniva", "zola", "mateus")),
    SpaceFacts("Dock craft", "practice", "Loading, lashing, driving, counting: how the good ones do it.", "sefa",
               (), ("stellan", "bruno", "joan", "mina", "paloma", "arjun", "olof", "zola", "tomas", "anselm", "vikram")),
    SpaceFacts("Gate four", "project", "The new gate at Ravenskirk, from drawing to first truck.", "frieda",
               ("Depot Ravenskirk",), ("henrik", "nadia", "olof", "thandi", "ben", "sunniva")),
    SpaceFacts("Nordvik tender", "project", "Our answer to Nordvik.", "dana",
               (), ("ewan", "grace", "nadia", "karim", "thandi", "gustav"),
               purpose="Prices and routes for one customer, until the answer is sent", days_left=9),
    SpaceFacts("Lowmoor", "unit", "What everyone at the depot should know.", "marek", ("Depot Lowmoor",), ("imogen", "zola")),
    SpaceFacts("Ostergate news", "official", "From the house to everyone in it.", "grace", ("Ostergate",)),
    SpaceFacts("Carrier partners", "external", "With the carriers who drive for us.", "karim",
               ("Carrier Desk",), ("guro",), purpose="Slots, closures and driver comfort, together with our carriers"),
]  # fmt: skip

GUEST = ("Guro Fjell", "Dispatcher at Fjell & Daughters")

# word → (name, what it holds, steward, deputy)
TOPICS = {
    "pricing": ("Pricing", "What we ask for our work, and what we tell whom about it.", "dana", "ewan"),
    "safety": ("Safety", "Near misses, rules, and the reasons behind them.", "olof", "miriam"),
    "night-shift": ("Night shift", "Rosters, rest, light, food after midnight.", "miriam", "babak"),
    "carriers": ("Carriers", "Who drives for us and how we treat them.", "karim", "sunniva"),
    "route-planner": ("Route planner", "The planner, what it can do and when.", "signe", "nadia"),
    "training": ("Training", "Licences, first days, learning from one another.", "zola", "sefa"),
}

# What their stewards ask for, where they said more than that they would like to hear of it.
SAYS: dict[str, dict[str, Any]] = {
    "pricing": {
        "widest": "unit",
        "asks": "ask",
        "answers_within": 4,
        "fine": "Anything that stands in the price list on our web site.",
        "not_fine": "Rates of single customers, and what we mean to ask next year.",
        "phrases": "price list\nsurcharge\nfreight rate\nrate card\ndiscount",
    },
    "safety": {
        "asks": "fine",
        "fine": "Everything: a near miss that is told is one that does not happen again.",
        "phrases": "near miss\nhigh-visibility vest\nloading ramp",
    },
    "carriers": {
        "asks": "tell",
        "answers_within": 8,
        "fine": "Thanks, routes, and what we learned together.",
        "not_fine": "Terms of a contract before both sides have signed.",
        "phrases": "haulier\nsubcontractor\ncarrier contract",
    },
    "route-planner": {
        "widest": "space",
        "asks": "ask",
        "answers_within": 8,
        "fine": "What the planner can do today.",
        "not_fine": "Features and days that are not announced yet.",
        "phrases": "planner roadmap\nroute planning",
        "code_names": "Magpie",
    },
}

# Who may speak officially, and for which unit.
VOICES = [("rosa", "Ostergate"), ("grace", "Ostergate"), ("marek", "Depot Lowmoor"), ("miriam", "People and Safety")]


@dataclass(frozen=True)
class Someone:
    handle: str
    name: str
    unit: str
    title: str
    level: str
    site: str
    ask: str


def people() -> list[Someone]:
    """Everybody but the guest, whoever leads a unit first in it. Handles are first names in small letters."""
    lines = [[part.strip() for part in line.split("|")] for line in PEOPLE.strip().splitlines()]
    return [
        Someone(name.split()[0].lower().replace("-", ""), name, unit, title, level, site, ask)
        for name, unit, title, level, site, ask in lines
    ]
