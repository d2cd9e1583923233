from __future__ import annotations

from tests.leaks.surfaces import Acts, Nothing, Shows


def the_author(world):
    return [world.author_handle]


SURFACES = {
    "people:directory": Shows("who is here", queries=("", "?q=author", "?q=zq", "?level=manager")),
    "people:chart": Shows("who reports to whom", queries=("",)),
    "people:profile": [
        Shows("the author's profile", at=the_author),
        Shows("the profile of a guest whom somebody reports to", at=lambda w: ["gita"]),
    ],
    "people:following": Acts("following the author", at=the_author),
    "people:photo": Nothing("a picture of a person, for whoever may see the profile"),
    "people:units": Nothing("the names of units, which every member knows"),
    "people:unit": Shows("the people of a unit", at=lambda w: [w.unit_id], of_people=True),
    "people:settings": Nothing("one's own profile"),
    "people:settings_photo": Nothing("one's own photo"),
    "people:sessions": Nothing("one's own sessions"),
    "people:other_sessions": Nothing("one's own sessions"),
    "people:session_ending": Nothing("one's own sessions"),
    "people:tokens": Nothing("one's own tokens"),
    "people:token_ending": Nothing("one's own tokens"),
    "api:people": Shows("who is here, to a program", queries=("", "?q=author", "?q=zq"), of_people=True),
    "api:reports": Shows("who reports to the author", at=the_author, of_people=True),
    "api:follow_person": [
        Acts("following the author, by a program", at=the_author, method="PUT", json=True),
        Acts("no longer", at=the_author, method="DELETE", json=True),
    ],
    "api:unit": Nothing("the units of the house"),
    "api:people_of_unit": Shows("the people of a unit", at=lambda w: [w.unit_id], of_people=True),
    "api:speakers": Nothing("who may speak for a unit"),
    "api:me": Nothing("the person's own account"),
    "api:person": Shows("the author, to a program", at=the_author, of_people=True),
    "api:units": Nothing("the units of the house"),
    "people:delegations": Nothing("who speaks for a unit"),
    "people:delegation_ending": Nothing("who speaks for a unit"),
    "people:invitations": Nothing("whom the person invited"),
    "people:withdrawal": Nothing("whom the person invited"),
    "people:acceptance": Nothing("who invites whom, to whoever holds the link"),
    **dict.fromkeys(
        (
            "people:accounts",
            "people:account",
            "people:placing",
            "people:standing",
            "people:addressing",
            "people:appointment",
            "people:second_steps",
            "people:inviting",
            "people:together",
            "people:deactivation",
            "people:erasure",
        ),
        Nothing("accounts and their addresses, to operators alone; no word of what anybody wrote"),
    ),
    "people:operator_units": Nothing("the units of the house"),
    "people:operator_unit": Nothing("the units of the house"),
    "cache:people.calls": Nothing("how many calls there were in this minute, by the number of the token"),
    "mail:people/mail/password.txt": Nothing("a link for one person"),
    "mail:people/mail/security.txt": Nothing("which key of the person's account changed"),
    "mail:people/mail/invitation.txt": Nothing("a link for one person, and who invites"),
}
