"""What the columns of staff lists are called in the systems that they come from."""

from __future__ import annotations

import re

# The first of several that is filled counts. Units are a path: the wider one first.
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "employeeid", "employeenumber", "personnelnumber", "uid", "username", "userid", "samaccountname", "dn"),
    "name": ("name", "fullname", "displayname", "cn", "employeename", "employee"),
    "first": ("firstname", "givenname", "forename", "first"),
    "last": ("lastname", "surname", "familyname", "sn", "last"),
    "address": ("address", "email", "emailaddress", "mail", "workemail", "userprincipalname", "primaryemail"),
    "handle": ("handle", "username", "uid", "samaccountname", "login", "mailnickname"),
    "title": ("title", "jobtitle", "position", "function"),
    "division": ("division", "company", "organisation", "organization", "businessunit"),
    "unit": ("unit", "department", "orgunit", "departmentname"),
    "subunit": ("subunit", "team", "group", "section"),
    "manager": ("manager", "managerid", "manageremail", "managername", "reportsto", "supervisor", "lineManager".lower()),
    "level": ("level", "rank"),
    "site": ("site", "location", "office", "city", "physicaldeliveryofficename", "l", "workplace"),
    "languages": ("languages", "language", "preferredlanguage"),
    "pronouns": ("pronouns",),
    "time_zone": ("timezone", "tz"),
    "joined": ("joined", "joinedon", "hired", "hiredate", "startdate", "started"),
    "left": ("left", "lefton", "enddate", "terminated", "terminationdate"),
}
SKIPPED = "-"


def key(name: str) -> str:
    """A column's name as it is compared: "E-Mail Address" is "emailaddress"."""
    return re.sub(r"[^a-z0-9]", "", name.partition(";")[0].lower())


def meanings(names: list[str]) -> dict[str, list[int]]:
    """Our word → the places of the columns that may hold it, the likelier first."""
    keys = [key(name) if name.strip() != SKIPPED else SKIPPED for name in names]
    found = {
        ours: [at for theirs in known for at, each in enumerate(keys) if each == theirs] for ours, known in NAMES.items()
    }
    return {ours: places for ours, places in found.items() if places}


def unknown(names: list[str]) -> list[str]:
    """The columns that mean nothing here."""
    known = {at for places in meanings(names).values() for at in places}
    return [name for at, name in enumerate(names) if at not in known and name.strip() != SKIPPED]
