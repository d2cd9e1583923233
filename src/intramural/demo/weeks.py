"""What was said at Ostergate over the last weeks: ordinary days, in order of time, told by whoever was there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """One post: how many days ago, at what time, by whom. A reply is (who, words); one that begins with ↳ answers the
    reply before it, one that begins with ✓ answered the question. With a summary it is translucent: everyone reads that,
    and its circle the rest."""

    days: int
    at: str
    by: str
    body: str
    kind: str = "update"
    title: str = ""
    space: str = ""
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    voice: str = "role"
    warmth: int = 4  # how many reactions, about
    replies: tuple[tuple[str, str], ...] = ()
    honours: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    url: str = ""
    made_by: str = ""
    summary: str = ""
    pictures: tuple[tuple[str, str], ...] = ()  # name in `pictures.DRAWN`, what it shows


ROADMAP = "What the planner will do by spring"
RATES = "How next year's rates are made"

WEEKS: list[Said] = [
    # five weeks ago
    Said(36, "08:05", "rosa", "Good morning, all. From today this is where Ostergate talks. It is open by default: what you write here, "
         "everyone here can read, unless you choose fewer. Nobody counts who writes how much, and reading is taking part. "
         "If you overshare by accident, we will repair it together. Ask me anything below.",
         title="This is our network now", space="Ostergate news", voice="official", warmth=14, replies=(
             ("henrik", "I asked the depots what they were afraid of. Most said: that it becomes one more thing to fill in. It will not."),
             ("joan", "Does it work on the old scanner screens?"),
             ("mateus", "↳It does. Small, but it does. I tried it on the worst one I have."),
             ("sunniva", "Drivers keep asking me what we are up to. Now I can show them some of it, thank you."))),
    Said(36, "09:20", "olu", "Sign-in works with your address and a password, or with a passkey if you would rather not remember anything. "
         "If it sulks, I am at the desk by the stairs until four.", kind="status", warmth=5),
    Said(36, "10:02", "ines", "Trying this from the break room at Lowmoor. Hello, day people.", kind="status", warmth=9, replies=(
        ("grace", "Hello, night people! What should we know about the night?"),
        ("ines", "↳That the vending machine by door 3 has been out of soup since Tuesday."),
        ("oskar", "↳On it."))),
    Said(35, "07:15", "marek", "Scanner cradle 12 is back. Please put each scanner where its number is, even at six in the morning, "
         "when no number seems worth reading.", space="Lowmoor", kind="status"),
    Said(35, "11:40", "felix", "Who knows how tall a loaded tail lift may be at Ravenskirk door 2? The furniture people ask.",
         kind="question", title="Height of door 2 at Ravenskirk?", replies=(
             ("mina", "Door 2 is the low one. Use door 5 for them."),
             ("gethin", "✓3.40 m clear at door 2, measured this morning with my own stick. Door 5 is 4.05."),
             ("felix", "↳Thank you, Gethin. And thank your stick."))),
    Said(35, "14:30", "zola", "First-aid course, twelve places, at Lowmoor on the second Thursday of next month. Your shift lead knows that you may go. #training",
         warmth=6, replies=(("liam", "Is it also for the early shift?"), ("zola", "↳Yes. It begins at half past one on purpose."))),
    Said(34, "06:10", "paloma", "First melons are in. The whole of dock C smells like August.", kind="status", warmth=12, replies=(
        ("chiara", "The growers say ten days earlier than last year."), ("emeka", "Then we want the second chiller ten days earlier, too."))),
    Said(34, "09:00", "karim", "We pay our carriers within 14 days from this month on. It was 30. It is the cheapest way I know to be called back first. #carriers",
         title="Fourteen days", warmth=11, replies=(
             ("irma", "We tested it for a quarter. It works if proofs of delivery come the same day."),
             ("sunniva", "I told two drivers at the pump and one of them hugged me."))),
    Said(34, "16:45", "ewan", "Small request from the tender corner: if a customer praises you, write down their words exactly. "
         "Real sentences beat our adjectives every time.", kind="status", replies=(
             ("amara", "\"You are the only ones who ring back before I get angry.\" Yesterday, a bakery."),
             ("ewan", "↳That is worth three pages. Thank you."))),
    Said(33, "22:50", "babak", "Tonight: Ines and Duc on the cold aisle, Precious on returns, Wilma counts B. Soup is back.",
         space="Night shift", kind="status", warmth=6),
    Said(33, "08:30", "olof", "A pallet slid from the third level at Ravenskirk yesterday. Nobody was near, because Stellan had closed the aisle "
         "for a reason he could not name. I asked. He said: it sounded wrong. Please keep closing aisles that sound wrong. #safety",
         title="It sounded wrong", warmth=17, replies=(
             ("stellan", "A creak and then no creak. The second is worse."),
             ("sefa", "I will use this on the next course, with your name or without?"),
             ("stellan", "↳With. My mother will be pleased."),
             ("rosa", "Thank you, Stellan."))),
    Said(32, "12:15", "noor", "Working from home with a new puppy. If you hear an opinion during a call, it is not mine.",
         space="Kitchen table", kind="status", warmth=8, replies=(("joan", "Photograph or it did not happen."),)),
    Said(32, "15:00", "signe", "The route planner now asks before it moves a stop that you have placed by hand. It used to know better. It did not. #route-planner",
         warmth=10, replies=(
             ("agnes", "You have no idea how happy this makes me."),
             ("nadia", "Does it also ask when the whole day is planned again at night?"),
             ("signe", "↳Not yet. I have written it down; two weeks."))),
    Said(31, "09:45", "thandi", "What one pallet costs us, from gate to gate, in five lines and without a spreadsheet. I would like to know where I am wrong.\n\n"
         "- Unloading and counting: about a fifth\n- Standing in the racks: a tenth\n- Picking and packing: two fifths, more at night\n"
         "- Loading: a fifth\n- Looking for things that are somewhere else: the rest\n\nThe last line is the one I would start with.",
         kind="article", title="What a pallet costs, told simply", warmth=13, replies=(
             ("wilma", "The rest is bigger on Mondays. Ask the mezzanine."),
             ("tomas", "May I hang around there next Monday with a notebook?"),
             ("duc", "↳Come at ten in the evening, not at ten in the morning."))),
    Said(31, "13:30", "beatriz", "We look for two people for the docks at Santa Lucia, full time, no experience needed, good boots provided.",
         kind="status"),
    Said(30, "10:00", "arjun", "Idea: a whiteboard at each gate with one line, \"why we are waiting\". Drivers stop asking, and by Friday we have read "
         "our own handwriting often enough to do something.", kind="idea", title="A board that says why we wait", warmth=12, replies=(
             ("mina", "I would write \"papers\" and go home."),
             ("colette", "And I would like to know which papers, because it is always the same one."),
             ("henrik", "Do it. I pay for the whiteboards and I want to see the photos on Fridays."))),
    Said(30, "17:20", "joan", "Lost: one glove, left, orange, with a burnt thumb. Sentimental value, don't ask.", space="Kitchen table", kind="status",
         warmth=7, replies=(("sefa", "Found on the roof of my truck. Do not ask either."),)),
    # four weeks ago
    Said(29, "08:00", "grace", "The week at Ostergate: melons early in the south, a new gate drawn in the north, carriers paid in 14 days, "
         "and Nordvik has asked us for an offer. Details from whoever is closest to each.", title="This week", space="Ostergate news",
         voice="official", warmth=5),
    Said(29, "09:10", "dana", "Nordvik's papers are in. Ewan keeps the list of questions, Nadia the routes, Karim the carriers; prices stay with me "
         "until the end. Everything we need is in this space; please let it stay here. #pricing", space="Nordvik tender", title="How we work on Nordvik",
         replies=(("ewan", "Question list is pinned in the first reply, 41 of them. 12 are the same question."), ("nadia", "Routes by Thursday."))),
    Said(29, "10:30", "frieda", "The drawing for gate four. Trucks come in from the north side, so that nobody has to cross the footpath to the canteen any more. "
         "Tell us what we forgot; it is still a drawing.", space="Gate four", title="Gate four, first drawing", warmth=9, replies=(
             ("sunniva", "Where do drivers go while they wait?"),
             ("frieda", "↳We forgot that."),
             ("olof", "Mirrors at the corner of hall 2, please, or better no corner."),
             ("hanae", "Could the footpath keep its trees?"),
             ("gethin", "↳It can if the lamp posts move one metre. I will mark them."))),
    Said(28, "07:50", "stellan", "If a truck battery drops below a fifth twice in one shift, tell me its number. It is not you, it is the battery.",
         space="Dock craft", kind="status"),
    Said(28, "11:00", "leila", "We counted what people ask us before eight in the morning. Half of it is \"where is it\", and half of those could see it "
         "themselves if our link did not say \"in progress\". What would you like it to say?", kind="question",
         title="What should tracking say instead of \"in progress\"?", warmth=8, replies=(
             ("jonas", "\"Left Lowmoor at 02:14, expected at your door before noon.\" Everything else is poetry."),
             ("callum", "And in the evening: \"not today, sorry, tomorrow first\". People want the truth early."),
             ("kavya", "✓We know departure and the planned stop for 93 of 100. I can give you both, and \"we do not know yet\" for the seven."),
             ("leila", "↳Then let us say exactly that."))),
    Said(28, "15:25", "bruno", "Narrow aisle, heavy pallet, no spotter: what do you do? I back out and ask. Took me nine years to learn.",
         space="Dock craft", kind="status", warmth=9, replies=(("sefa", "Nine is quick. I took eleven."),)),
    Said(27, "09:30", "miriam", "Rosters come out four weeks ahead from now on, not two. If yours does not, tell me; it is not your shift lead's fault, "
         "it is a field in a system, and I have the key to it. #night-shift", title="Rosters four weeks ahead", voice="official", warmth=16, replies=(
             ("precious", "My sister can finally tell me when the christening is."),
             ("ines", "Thank you. Really."),
             ("marek", "Lowmoor is in from the first."))),
    Said(27, "13:10", "vikram", "For claims, three pictures are enough: the label, the damage, and the whole pallet from two steps back. "
         "It is the third one that wins the case, and the third one that nobody takes.", warmth=10, replies=(
             ("anselm", "Printing this and hanging it at door 1."), ("teodora", "Also a picture of the label that has come off, please, on the floor where it lies."))),
    Said(27, "20:40", "imogen", "Fog from the coast to the hills. I have moved the three northern lines by an hour; nobody has to hurry tonight.",
         space="Night shift", kind="status", warmth=6),
    Said(26, "08:20", "gustav", "Expenses: a photo of the receipt from your phone is enough. You do not need to keep the paper, glue the paper, or bring me the paper.",
         kind="status", warmth=12, replies=(("irma", "I keep one glued example as a warning."),)),
    Said(26, "12:00", "emeka", "A cold chain in four sentences, for whoever sells it.\n\n1. It is cold when it arrives, or we do not take it.\n"
         "2. It stands outside for eight minutes at most.\n3. The logger travels with the goods, not with the truck.\n"
         "4. If one of these fails, we say so the same day.\n\nEverything else in the brochure follows from these.",
         kind="article", title="The cold chain in four sentences", warmth=11, replies=(
             ("noor", "I read this to a dairy on the phone. They asked whether we hire."), ("chiara", "Number three is the one they never believe at first."))),
    Said(25, "10:15", "pilar", "Does somebody have the Portuguese for \"cut-off time\" that a farmer would actually say?", kind="question",
         title="Cut-off time in Portuguese?", replies=(
             ("ines", "✓My father would say \"até que horas aceitam?\", until what time do you take it. Nobody says the dictionary word."),
             ("pilar", "↳Perfect, thank you, and greetings to your father."), ("chiara", "Saving this for the growers."))),
    Said(25, "16:00", "tomas", "I was on the mezzanine on Monday night with Duc. Most of the searching is for parts whose bin was moved and whose label was not. "
         "We moved the label printer nine metres. Let us look again in two weeks.", title="Nine metres", warmth=13, replies=(
             ("wilma", "Counting gladly."), ("thandi", "This is exactly the last line of my list. Thank you."), ("duc", "And now I hear the printer in my sleep."))),
    Said(24, "09:00", "kavya", "Who would like to see numbers and does not know where they live? Ask me here, so that the next one finds the answer, too.",
         kind="status", warmth=5),
    Said(24, "14:45", "hanae", "Glass for the museum came through complete, 212 pieces. I have not breathed since nine.", kind="status", warmth=15, replies=(
        ("frieda", "Breathe. And take tomorrow's early end, you earned it on paper."), ("piotr", "She hummed the whole time."))),
    Said(23, "11:20", "ben", "The wireless in the cold store drops when doors 3 and 4 are open at the same time. Metal curtain, radio shadow. "
         "A second antenna goes up on Wednesday; until then, one door at a time, and it is faster as well.", title="Why scanners sulk in the cold",
         warmth=8, replies=(("mateus", "So it was not the scanners. I have apologised to two of them."), ("duc", "One at a time it is."))),
    # three weeks ago
    Said(22, "08:00", "grace", "The week at Ostergate: rosters four weeks ahead, tracking that tells the truth, gate four with trees. "
         "And 212 pieces of glass.", title="This week", space="Ostergate news", voice="official", warmth=6),
    Said(22, "09:40", "signe", "Who drives the coast road often enough to tell me when it really takes 50 minutes and when 80? The planner thinks 50, always. #route-planner",
         kind="question", title="How long is the coast road, honestly?", warmth=6, replies=(
             ("dario", "Fifty until seven. Then school buses."), ("sunniva", "Ask Rolf from Fjell's, he has driven it since before the planner was born."),
             ("imogen", "✓From the night log, 40 trips: 48 to 55 minutes between nine and six at night; 70 to 85 between seven and nine; about 60 else. Fog adds twenty."),
             ("signe", "↳This is gold. It goes in tonight, with your name on it."))),
    Said(22, "13:00", "sefa", "Every Tuesday after the early shift, half an hour on the yard: reversing with a trailer, as often as you like, nobody watches but me, "
         "and I have seen worse. I have done worse. #training", space="Dock craft", title="Reversing on Tuesdays", warmth=9,
         replies=(("mina", "May dock coordinators come?"), ("sefa", "↳Dock coordinators especially."))),
    Said(21, "10:10", "guro", "Our two new drivers start on Monday on the northern line, Rolf shows them around. Could they see the drivers' room before their first night?",
         space="Carrier partners", replies=(("sunniva", "I meet them at eight at the gate, with coffee."), ("agnes", "And their slots are fixed for the first two weeks, so that they have one thing less to guess."))),
    Said(21, "12:30", "ruth", "The offer template has a new address, new numbers and one page less. The old one is gone, so that nobody can find it. You are welcome.",
         kind="status", warmth=7),
    Said(21, "17:00", "yara", "What do you have on at the gate when it gets dark at five? I would like a vest that does not make me look like a traffic cone.",
         kind="poll", title="Which vest?", options=("The orange one we have", "Yellow with sleeves", "Dark with bright bands", "I like being a cone"),
         warmth=8, replies=(("olof", "Any of the four is within the rule. I checked, I was curious."), ("bruno", "I like being a cone."))),
    Said(20, "09:15", "dana", "I was asked twice this week whether prices are secret. Prices to one customer are between us and that customer. How we arrive at a price "
         "is not secret at all, and I will explain it to anyone over a coffee. If you are not sure, ask me first; I answer the same day. #pricing",
         title="Are prices secret?", warmth=12, replies=(
             ("jonas", "Good to know. I get asked on the phone."), ("dana", "↳Then let us write two sentences for the phone together."),
             ("chiara", "The coffee explanation is good, I have had it."))),
    Said(20, "11:50", "colette", "It is the certificate of origin. Eleven of the fourteen waits last week, according to the whiteboard. "
         "I now ask for it on the day of booking instead of at the gate.", title="The paper that trucks wait for", warmth=14, replies=(
             ("arjun", "So the board was good for something."), ("henrik", "Photo of the board, please. I want to frame the first one."),
             ("guro", "Our drivers noticed before I had read this."))),
    Said(20, "21:30", "callum", "Evening care closes at ten, the phone goes to dispatch after that. Imogen has the list of who may be woken. It is a short list.",
         space="Night shift", kind="status"),
    Said(19, "08:45", "precious", "Thank you to Teodora, who sent me a drawing of how labels come off in the heat. We turned ours by ninety degrees. They stay on.",
         kind="kudos", honours=("teodora",), warmth=13, replies=(("teodora", "I have waited four summers for somebody to read that drawing."),)),
    Said(19, "15:30", "anselm", "A good description of why corner boards matter, from the packaging people's own institute. Page six has the picture that explains it all.",
         kind="found", title="Why corner boards matter", url="https://packaging.example/papers/corner-boards.pdf",
         made_by="Institute for Packaging, Almhus", warmth=6, replies=(("vikram", "Page six goes into my next claim."),)),
    Said(18, "10:00", "nadia", "Bank holidays until summer, all countries we drive through, on one page. Lines that need a plan are marked. If yours is missing, tell me.",
         title="Holidays that stop trucks", warmth=9, replies=(("dario", "Add the saint of Santa Lucia. Nothing moves there that day, nothing."), ("nadia", "↳Added, with respect."))),
    Said(18, "13:40", "liam", "Does anybody have a good way to keep hands warm with the thin gloves? The thick ones and the scanner do not like each other.",
         kind="question", title="Warm hands and a scanner?", space="Lowmoor", replies=(
             ("ines", "✓Silk liners under the thin ones. My aunt sells them, but the chemist has them, too."), ("oskar", "And stand near door 7, the motor housing is warm. I did not say that."))),
    Said(18, "14:05", "jonas", "For whoever picks up a phone, what the planner brings us (they call it Magpie):\n\n- January: a truck's stops can be moved while it is on the road\n"
         "- February: returns are planned with everything else\n- March: customers see their own stop on a map\n- April: it knows the coast road\n\nI read it to two callers this morning, they were delighted. #route-planner",
         title=ROADMAP, warmth=9, replies=(("amara", "Finally something that I can tell the bakery!"), ("seoyeon", "May I put it into the chat's answers?"))),
    Said(18, "16:20", "signe", "For whoever is asked on the phone: the planner asks before it moves a stop that was placed by hand, by day now and soon at night. "
         "What comes after that is being tried, and the days are not decided; \"we are trying it\" is a true answer, and a good one. Ask me whenever you need a better one. #route-planner",
         title="What the planner can do, for the phone", warmth=8, replies=(("jonas", "On the wall beside my screen. Thank you."), ("leila", "A true answer is all that we need."))),
    Said(17, "09:20", "grace", "A letter from the museum, about the glass. It is addressed to \"the person who hummed\". It hangs at Ravenskirk now; here is the one sentence "
         "I can share: \"We have never been so little afraid.\"", warmth=18, replies=(("hanae", "I did not know that it was that loud."),)),
    Said(17, "16:10", "olu", "On Sunday from six to seven in the morning this network sleeps for an upgrade. Nothing is lost; what you have begun to write stays.", kind="status"),
    Said(16, "11:15", "zola", "What was your first day here like, and what would you have needed? I am making a new one. Short, long, bitter, all of it welcome. #training",
         title="First days", warmth=7, replies=(
             ("liam", "A map. And somebody to have lunch with."), ("seoyeon", "From home: a person, not a link."),
             ("piotr", "That somebody says which things one cannot break."), ("irma", "A chair."), ("zola", "↳All four are in. Also the chair."))),
    # two weeks ago
    Said(15, "08:00", "grace", "The week at Ostergate: fourteen waits became three, labels that stay on, a coast road that finally takes as long as it takes.",
         title="This week", space="Ostergate news", voice="official", warmth=7),
    Said(15, "09:05", "marek", "Door 6 at Lowmoor gets its new motor on Thursday. Trucks for 6 go to 4; Joan has the plan, and it hangs at the gate from Wednesday evening.",
         space="Lowmoor", title="Door 6 on Thursday", voice="official", warmth=3, replies=(("joan", "Plan is up. 4 will be busy between two and three; bring patience."), ("imogen", "Night lines know."))),
    Said(15, "14:00", "thandi", "For the question about night costs: picking at night costs 18 of 100 more an hour and is 11 of 100 quicker, because nobody is in the way. "
         "So it is dearer, but far less than the table says.", title="What the night really costs", warmth=10, replies=(
             ("babak", "Nobody is in the way: can I have that on a shirt?"), ("miriam", "Useful for the talk about breaks. May I quote it?"), ("thandi", "↳Please."))),
    Said(14, "10:30", "wilma", "Two weeks with the printer nine metres on: searches on the mezzanine from 31 a night to 12. Counted by hand, by me, with tea.",
         title="Counting, gladly", warmth=15, replies=(("tomas", "Then the next nine metres are at Ravenskirk. Arjun?"), ("arjun", "↳Come on Wednesday, bring a printer."), ("gustav", "I like this kind of investment."))),
    Said(14, "12:20", "amara", "Sometimes a caller only wants to hear that somebody has understood. I say what I have understood, and then I wait. It takes forty seconds and saves ten minutes.",
         voice="personal", warmth=14, replies=(("leila", "I have learned this from listening to you."), ("callum", "The waiting is the hard part."))),
    Said(14, "18:00", "joan", "Soup on Friday at Lowmoor, for both shifts, at the change. Bring a bowl. Leek, unless somebody stops me.", space="Kitchen table",
         kind="status", warmth=9, replies=(("ines", "I bring bread."), ("frieda", "Ravenskirk is jealous."))),
    Said(13, "09:00", "karim", "We have had four carriers leave in a year; I have rung them all. Not one left for money. They left because nobody told them things: "
         "closed docks, changed slots, a road we knew about. So: whoever knows, tells the carrier desk, even at night, even if it is small. #carriers",
         title="Why carriers leave", warmth=16, replies=(
             ("sunniva", "This is what I hear at every pump."), ("imogen", "I would like a way to tell all night drivers at once."),
             ("olu", "↳Let us sit down, I think there is one already in the scanners."), ("rosa", "Thank you for ringing them."))),
    Said(13, "15:15", "gethin", "Lamp posts are marked, the trees stay. The birch was never in danger, Hanae, I had a plan for the birch.", space="Gate four", kind="status",
         warmth=8, replies=(("hanae", "I never doubted it (I doubted it)."),)),
    Said(12, "08:40", "ewan", "Answered so far: 33 of 41. Open: the three about night deliveries, four about the cool chain, and the one about our \"vision\", which I will leave until I am tired.",
         space="Nordvik tender", kind="status", replies=(("grace", "Send me the vision one, I am tired already."),)),
    Said(12, "11:00", "mateus", "If a scanner freezes: hold both side buttons while you count to eight. Not to five. Everybody counts to five.", kind="status", warmth=11,
         replies=(("yara", "I counted to five for two years."),)),
    Said(12, "16:20", "olof", "Near misses last month: 23 reported, after 9 the month before. That is good news: they were always there. Nobody was asked who; everybody was asked how. "
         "Four things were changed, the list is below.\n\n- a mirror at hall 2\n- no more stacking above the second level beside the footpath\n- brighter lamp at the battery room\n- gloves that fit",
         title="23 near misses, and thank you", warmth=12, replies=(("stellan", "The mirror works."), ("miriam", "And whoever reports one has nothing to fear from me, in writing, here."))),
    Said(11, "10:45", "beatriz", "Both jobs in Santa Lucia are filled, one by Yara's neighbour. Thank you to all who asked around.", kind="status", warmth=7),
    Said(11, "13:35", "jonas", "Tracking now says when it left and when it should arrive, or that we do not know. First morning: half the \"where is it\" calls. I have had time to eat an apple.",
         title="An apple", warmth=16, replies=(("kavya", "The seven of a hundred are down to five, by the way."), ("leila", "Thank you, both. Grace, this belongs in Friday's letter."))),
    Said(10, "09:30", "chiara", "The growers' evening is on the 20th in the packing hall. They would love to meet the people whom they only know as a voice. Pilar, Paloma, Emeka?",
         units=("Depot Santa Lucia", "Customers"), title="Growers' evening", warmth=6, replies=(("emeka", "Yes, if I may leave before the speeches."), ("pilar", "Yes!"))),
    Said(10, "12:10", "noor", "The puppy is called Pallet. I did not choose it. There was a vote.", space="Kitchen table", kind="status", warmth=15,
         replies=(("joan", "Photograph."), ("ewan", "Does Pallet stack?"))),
    Said(9, "08:50", "signe", "Planning at night now also asks before it moves what you placed by hand; the question waits for you in the morning. Two weeks, as promised, and two days. #route-planner",
         warmth=9, replies=(("nadia", "First question this morning: it was right, I was wrong. I clicked yes with dignity."),)),
    # last week
    Said(8, "08:00", "grace", "The week at Ostergate: an apple's worth of quiet in customer care, 23 near misses told, the printer moves to Ravenskirk, and a puppy.",
         title="This week", space="Ostergate news", voice="official", warmth=8),
    Said(8, "10:20", "frieda", "Gate four is approved. Digging begins on the 3rd; for two weeks trucks come in by gate two, and it will be tight between eight and nine. "
         "Mina has a plan, Sunniva has a heated tent for drivers.", space="Gate four", title="We dig on the 3rd", warmth=11, replies=(
             ("mina", "Plan: nobody books between eight and nine who does not have to. I have rung the twelve who do not have to."),
             ("guro", "Is the tent for partners, too?"), ("sunniva", "↳Especially."), ("henrik", "Well done, all of you. I sign things; you do things."))),
    Said(8, "14:15", "irma", "Has anybody seen an invoice from the ice company? They say they sent it to \"the man with the beard\".", kind="question",
         title="The man with the beard?", warmth=9, replies=(("oskar", "We are four."), ("gethin", "✓It was me. It is in my toolbox, dry."), ("irma", "↳A photo is enough. See Gustav's post."))),
    Said(7, "07:30", "duc", "Idea: show on the scanner when a bin was moved in the last two days, with a small arrow. One does not look for what one knows is gone.",
         kind="idea", title="An arrow for moved bins", warmth=14, replies=(
             ("kavya", "We have the data. It is one query."), ("mateus", "And there is room for an arrow, I measured."), ("olu", "Then it is on next week's list. Duc, will you test it?"), ("duc", "↳At ten in the evening, yes."))),
    Said(7, "11:40", "miriam", "Light in the break room at Lowmoor will be warm after midnight, bright before six. Babak's people asked, a doctor agreed, Oskar has the switch. #night-shift",
         space="Night shift", title="Light", warmth=9, replies=(("ines", "I noticed on Tuesday and thought it was me."), ("babak", "Thank you for asking us what colour."))),
    Said(7, "16:30", "vikram", "All eleven claims of last month had the third picture. All eleven were accepted. I am thinking of framing one, the dull one.",
         warmth=12, replies=(("anselm", "Door 1 takes a bow."),)),
    Said(6, "09:10", "gustav", "Next year's budget, how it comes about and when you can say something: a page without a single abbreviation. I found eleven and removed them.\n\n"
         "**May**: each unit says what it needs, in sentences.\n**June**: we add it up and see that it is too much, every year.\n"
         "**July**: we sit together and choose. The reasons are written down here.\n**September**: it stands, and everyone can read it.",
         kind="article", title="How a budget is made here", warmth=9, replies=(("lucia", "\"In sentences\" will change everything."), ("thandi", "I counted twelve abbreviations. He hides one."))),
    Said(6, "13:00", "mina", "Thank you to Arjun and Tomas: the printer at Ravenskirk has moved, and the arguing at bin 40 with it.", kind="kudos",
         honours=("arjun", "tomas"), warmth=10),
    Said(6, "22:15", "imogen", "Coast road closed between the bridge and the mill until four, burst pipe. I have told the drivers; whoever loads for the coast, take the hill line first.",
         warmth=7, replies=(("agnes", "Seen, the 05:00 goes by the hill."), ("guro", "Our drivers had it before the radio did. Thank you."), ("karim", "This is exactly what I meant."))),
    Said(5, "10:05", "felix", "The furniture people want to see where their sofas sleep. May I bring six visitors on Friday at eleven, and does anybody mind being seen at work?",
         kind="question", title="Six visitors on Friday?", space="Lowmoor", replies=(("marek", "✓You may. Vests are at the gate, and we do not tidy up for it."), ("joan", "Speak for yourself. I am tidying."))),
    Said(5, "12:45", "emeka", "Second chiller is on, ten days early like the melons. It sings a little. It is meant to.", kind="status", warmth=6),
    Said(5, "15:50", "zola", "The new first day: a map, lunch with somebody, a list of what one cannot break, a person to ring, and a chair. It starts with the two new ones at Santa Lucia. #training",
         title="The new first day", warmth=13, replies=(("irma", "The chair!"), ("piotr", "May I see the list? I have been wondering for six years."), ("zola", "↳You are on page one of it."))),
    Said(4, "09:00", "dana", "Two sentences for the phone when somebody asks for a price: \"I would like you to have the right figure and not a quick one. "
         "May the person who makes it ring you back today?\" And then I do. #pricing", units=("Customers",), title="For the phone", warmth=8,
         replies=(("jonas", "Used it this morning. It works, and I did not have to guess."), ("seoyeon", "Also works in the chat."))),
    Said(4, "10:15", "dana", "Next year's rates begin with what last year cost us on each line, per pallet and night. On top come diesel, tolls and the wage round; below come the trips home "
         "that are not empty any more. What is left is the margin, and it differs by how much a customer tells us in advance. The table of lines is below; it is for Customers until the offers are out. #pricing",
         kind="article", title=RATES, units=("Customers",), summary="How we arrive at next year's rates, line by line; the figures are for Customers until the offers are out.", warmth=4,
         replies=(("felix", "The part about telling us in advance I can use tomorrow."),)),
    Said(4, "11:30", "sunniva", "The drivers' room at Ravenskirk has a shower that is warm at two in the morning. I have written this sentence in my head for three years. #carriers",
         kind="status", warmth=19, replies=(("guro", "Rolf sends a photograph of his dry towel."), ("henrik", "I am sorry that it took three years."))),
    Said(4, "17:40", "henrik", "I spent last night at Lowmoor, from ten to six. What I learned: the soup matters, the arrow is a good idea, and the dock plan only exists because Joan writes it anew "
         "at five every morning. Let us talk about the last one. Thank you for having me, and for not tidying.", title="One night at Lowmoor", warmth=17, replies=(
             ("joan", "I had tidied."), ("babak", "You pick faster than you think."), ("ines", "Come again when it is windy, that is another building."), ("nadia", "The dock plan: Joan, may I sit beside you one morning?"), ("joan", "↳Bring coffee, and yes."))),
    # this week
    Said(3, "08:00", "grace", "The week at Ostergate: a warm shower at two in the morning, gate four begins, the second chiller sings, and a first day with a chair.",
         title="This week", space="Ostergate news", voice="official", warmth=6),
    Said(3, "09:25", "ewan", "41 of 41. Prices are Dana's page alone. It goes out tomorrow at noon. Please look at your own part once more, today, with fresh eyes.",
         space="Nordvik tender", title="Complete", replies=(("nadia", "Routes read. One typo, one bridge."), ("karim", "Mine is right. It was wrong at ten past nine."))),
    Said(3, "10:40", "kavya", "How many of our lorries drive home empty? About 3 of 10 on the northern lines, 1 of 10 in the south. I would not have guessed the difference. Who knows why?",
         kind="question", title="Why do we drive home empty in the north?", warmth=9, replies=(
             ("agnes", "Because the north sells in the morning and buys in the evening, and our trucks turn round at noon."),
             ("guro", "And because two of your customers there have returns and nobody asked them."),
             ("nadia", "↳Which two? I ring them today."))),
    Said(3, "14:20", "olof", "Reminder for the digging: the footpath to the canteen goes round hall 3 from the 3rd. Two minutes more, and dry. Signs are up. #safety",
         space="Gate four", kind="status"),
    Said(2, "07:45", "sefa", "Eight people on the yard on Tuesday, three of them dock coordinators. The trailer is fine. The cone is not. We have more cones.",
         space="Dock craft", kind="status", warmth=9, replies=(("mina", "I was the cone's last sight."), ("yara", "I like being a cone: not that much."))),
    Said(2, "11:10", "dana", "The Nordvik offer went out at noon. Thank you, all seven. Whatever they answer, it was the clearest paper we have ever sent.", space="Nordvik tender",
         kind="status", warmth=6, replies=(("ewan", "I have slept."), ("grace", "Even the vision is short."))),
    Said(2, "13:15", "leila", "A customer asked whether the person who rang her back about the wedding cake could have a raise. I said I would pass it on. Amara, I am passing it on.",
         kind="kudos", honours=("amara",), warmth=18, replies=(("amara", "The cake arrived. That was raise enough. (But if you insist.)"),)),
    Said(2, "16:00", "ben", "Antenna is up in the cold store. Both doors may be open again. Please still close one, for the cold.", kind="status", warmth=7),
    Said(1, "08:10", "nadia", "I sat beside Joan from five to seven. The dock plan is eleven phone calls and a memory. We can spare her six of the calls; the memory we should write down. I will begin, with her, here.",
         title="How a dock plan is made", warmth=14, replies=(("joan", "She brought good coffee."), ("marek", "And please write it so that somebody can stand in for Joan. She has holidays, on paper."), ("tomas", "I can help with the six."))),
    Said(1, "10:30", "karim", "Roads and docks that we know of, for everybody who sends trucks out: coast road is open again; Ravenskirk only by gate two from the 3rd; Santa Lucia closed on the saint's day. "
         "If you know another, answer here, and I put it into the list. #carriers", title="What is closed", warmth=6, replies=(
             ("paloma", "Dock C is closed on Monday morning for the floor."), ("guro", "The ferry has its winter timetable from Sunday."), ("karim", "↳Both are in."))),
    Said(1, "12:00", "hanae", "Lunch on the bench under the birch: still possible. I report from the spot.", space="Gate four", kind="status", warmth=12,
         pictures=(("birch", "A bench under a birch in leaf, hills behind it, a red lunch box on the seat"),)),
    Said(1, "06:55", "sefa", "Two pictures for those who only know us by the scanner: the yard before the sun is over hall 2, and the cold aisle when nobody is in it yet.",
         kind="album", title="Lowmoor, ten to seven", warmth=13, pictures=(
             ("yard", "The sheds of Lowmoor against the dawn; a red truck stands at door 4, which is lit"),
             ("aisle", "The cold aisle, boxes on blue racks on both sides, one lamp at the far end")),
         replies=(("ines", "It is never that tidy when I am in it."), ("hanae", "Now I know what the voice from door 4 looks at."))),
    Said(1, "15:20", "kavya", "Who should see the arrow for moved bins first?", kind="poll", title="The arrow: where first?",
         options=("Lowmoor, mezzanine", "Ravenskirk, bin 40", "Santa Lucia, cool store"), warmth=6, replies=(("duc", "I abstain, with difficulty."),)),
    Said(1, "22:30", "babak", "Tonight: Duc tests the arrow, Ines and Liam on the cold aisle, Wilma counts what Duc does not find. Joan's soup is in the blue pot.",
         space="Night shift", kind="status", warmth=7, replies=(("ines", "The blue pot is empty."), ("precious", "The blue pot was very good."))),
    Said(0, "05:40", "duc", "The arrow works. I walked past four empty bins without looking into them, and I felt like a king.", kind="status", warmth=15, replies=(
        ("kavya", "This makes my week, and it is not even light yet."), ("wilma", "Searches tonight: 7."))),
    Said(0, "06:20", "joan", "Dock plan for today took forty minutes instead of ninety. I have had breakfast sitting down.", space="Lowmoor", kind="status", warmth=11,
         replies=(("nadia", "How was it?"), ("joan", "↳Warm."))),
    Said(0, "06:45", "lucia", "Good morning from Santa Lucia. Twenty-two trucks of melons today; if you write to us and we do not answer, we are under the melons.", kind="status",
         warmth=8, replies=(("chiara", "The growers send their love, in crates."),)),
    Said(0, "07:05", "sunniva", "Does anybody have two folding tables for the drivers' tent? They come back clean.", kind="question", title="Two folding tables?",
         replies=(("beatriz", "One, with a wobble."), ("gethin", "I take out wobbles."))),
]  # fmt: skip
