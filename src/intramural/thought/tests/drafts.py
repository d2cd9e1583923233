"""Labelled drafts of a made-up company: about what somebody looks after, or about anything else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

SUBJECTS = {
    "pricing": "the diesel surcharge|the spring tariff|a rebate for regular customers|our rate per pallet|the minimum charge"
    "|express fees|the discount ladder|list prices|a price cap|the margin on short routes|seasonal rates|volume bonuses",
    "payroll": "the pay bands|night shift allowances|the bonus scheme|salary reviews|overtime pay|the payslip portal"
    "|holiday money|the wage agreement|back pay|the thirteenth salary|expenses in the payslip|starting salaries",
    "merger": "the takeover of Brindle|the due diligence room|the purchase agreement|the two boards|the antitrust filing"
    "|the share swap|the integration office|the letter of intent|Brindle's creditors|the closing date|the advisers|the bid",
    "safety": "near misses on the ramp|the forklift accident|hard hats|the evacuation drill|the accident inspector"
    "|blocked fire doors|the first aiders|eye wash stations|the incident log|slippery floors|lockout tags|harness checks",
    "fleet": "the electric trucks|tyre wear|the charging yard|leasing of trailers|axle loads|the workshop in Lowmoor"
    "|tachographs|brake inspections|the new tractors|mileage limits|fuel cards|refrigerated trailers",
    "pensions": "the pension fund|the transfer value|early retirement|the actuaries|widows' benefits|contribution rates"
    "|the funding gap|the trustees|annuity tables|the lump sum|deferred members|the final salary plan",
    "lawsuits": "the claim of Harrow|the settlement offer|our counsel|the court in Santa Lucia|witness statements"
    "|the injunction|the plaintiff|discovery requests|the appeal|the arbitration clause|legal privilege|the hearing",
    "launch": "the parcel locker|the beta testers|the launch film|the tracking app|the pilot cities|feature flags"
    "|the release candidate|the roadmap of lockers|the teaser|locker firmware|the waiting list|the launch partner",
    "audits": "the audit of stock|the sampling plan|findings of the auditors|the control matrix|missing receipts"
    "|the audit trail|segregation of duties|the materiality threshold|the management letter|petty cash|sign-offs|evidence folders",
    "works-council": "the works agreement|the council election|the shop stewards|consultation rights|the arbitration board"
    "|the dismissal notice|the social plan|the council's objection|part-time claims|the election list|the monthly meeting|co-determination",
    "carriers": "subcontracted haulers|the carrier scorecard|ferry slots|the carrier portal|the Baltic partners"
    "|claims for damaged freight|the haulage contract|customs brokers|carrier onboarding|the late penalty|groupage lines|the booking window",
    "passwords": "the vulnerability scan|phishing mails|the firewall rules|the patch window|two factor tokens|the breach report"
    "|the penetration test|admin accounts|the incident responders|ransomware drills|certificate renewal|the security gateway",
}
ANYTHING = (
    "the soup of the day|leek and potato|the vegetarian tray|a birthday cake|the coffee machine|fresh bread",
    "a bicycle to lend|the ride along the canal|inner tubes|the bike shed|a helmet|the charity ride",
    "my cat|the neighbour's dog|a lost kitten|the vet|dog walks|a goldfish",
    "the reading circle|that crime novel|a library card|poems|the second chapter|audio books",
    "rain in Lowmoor|the first snow|a heat wave|fog on the bridge|the forecast|thunder",
    "the football table|Saturday's match|the goalkeeper|a penalty shootout|tickets for the derby|our team shirts",
    "the choir|a guitar|Tuesday's rehearsal|the concert|sheet music|the new drummer",
    "the printer on floor two|a stuck drawer|the meeting room lights|a missing mug|the door code box|desk plants",
    "the summer party|the raffle|a photo booth|paper lanterns|the barbecue|the cloakroom",
    "my daughter's school play|the nursery|a babysitter|homework|the playground|swimming lessons",
    "the allotment|tomato seedlings|a wheelbarrow|compost|the greenhouse|beans",
    "a flat to rent|moving boxes|a sofa|the removal van|a spare key|the caretaker",
    "the price of soup|a safety pin|a claim to fame|the launch of my kite|an audit of my bookshelf|a fleet of paper boats",
)
_SAID = (
    "I hear that {a} and {b} are settled now.", "Has anybody news about {a}?", "{a} worries me more than {b}.",
    "Yesterday we spoke about {a}, and then about {b}.", "Who can tell me how {a} fits with {b}?", "Here is what I know of {a}.",
    "After {a} comes {b}, as far as I understood.", "We should look at {a} again before Friday.",
    "Three of us met because of {a}; {b} took the rest of the hour.", "I wrote down what was said on {a} and {b}.",
)  # fmt: skip
_PLAIN = (
    "Good morning everybody.",
    "Thank you all.",
    "Let me know.",
    "Have a good week.",
    "Sorry for the long post.",
    "More soon.",
)


@dataclass(frozen=True)
class Labelled:
    """A draft; `subject` is "" where nobody need be thought of."""

    text: str
    subject: str
    audience: str = "everyone"


def posts(subject: str, several: int) -> list[str]:
    """Posts about a subject, or about anything for ""."""
    chance = random.Random(f"posts of {subject}")
    return [_text(_phrases(subject, chance), chance) for _ in range(several)]


def labelled(several: int) -> Iterator[Labelled]:
    """Drafts as they come: one in fourteen is about what somebody looks after; one in four is for few."""
    chance = random.Random("drafts")
    for _ in range(several):
        subject = chance.choice(list(SUBJECTS)) if chance.random() < 1 / 14 else ""
        audience = chance.choice(["people", "me"]) if chance.random() < 1 / 4 else "everyone"
        yield Labelled(_text(_phrases(subject, chance), chance), subject, audience)


def _phrases(subject: str, chance: random.Random) -> list[str]:
    return (SUBJECTS[subject] if subject else chance.choice(ANYTHING)).split("|")


def _text(phrases: list[str], chance: random.Random) -> str:
    """Three to six sentences, most of them about it."""
    lines = []
    for template in chance.sample(_SAID, chance.randrange(2, 5)):
        first, second = chance.sample(phrases, 2)
        line = template.format(a=first, b=second)
        lines.append(line[0].upper() + line[1:])
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(_PLAIN))
    return " ".join(lines)
