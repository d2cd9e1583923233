from __future__ import annotations

from tests.leaks.surfaces import Acts, Shows, Surface


def the_space(world):
    return [world.space_slug]


def somebody_in_it(world):
    return [world.space_slug, "greg"]


SURFACES: dict[str, Surface | list[Surface]] = {
    "spaces:list": Shows(
        "the spaces that one may know of",
        queries=("", "?kind=social", "?kind=project", "?q=zq"),
        query=lambda w: f"?q={w.space_slug}",
    ),
    "spaces:new": [
        Shows("the form to found one", queries=("", "?kind=social")),
        Acts("founding one of the same name", data=lambda w: {"kind": "social", "name": w.space_slug.partition("-")[0]}),
    ],
    "spaces:members": Shows("who is in it", at=the_space, queries=("", "?q=g")),
    "spaces:invitations": [
        Shows("the form to invite", at=the_space),
        Acts("inviting", at=the_space, data={"people": "mara"}),
        Acts("inviting nobody", at=the_space, data={"people": ""}),
    ],
    "spaces:removal": [
        Shows("asking before somebody is taken out", at=somebody_in_it),
        Acts("taking somebody out", at=somebody_in_it, data={"reason": "It is over."}),
    ],
    "spaces:settings": [
        Shows("its name and purpose", at=the_space),
        Acts("changing its name", at=the_space, data={"name": "Another"}),
    ],
    "spaces:gate": [
        Shows("the form to gate it", at=the_space),
        Acts("gating it", at=the_space, data={"purpose": "A reason", "sunset_on": "2026-05-01"}),
    ],
    "spaces:membership": Acts("joining", at=the_space),
    "spaces:reading": Acts("having read it", at=the_space),
    "spaces:departure": Acts("leaving", at=the_space),
    "spaces:removal_read": Acts("having read why one was taken out", at=the_space),
    "spaces:acceptance": Acts("accepting an invitation", at=the_space),
    "spaces:refusal": Acts("declining an invitation", at=the_space),
    "spaces:owners": Acts("naming an owner", at=the_space, data={"person": "greg"}),
    "spaces:resignation": Acts("resigning as owner", at=the_space),
    "spaces:care": Acts("looking after it", at=the_space),
    "spaces:opening": Acts("opening it", at=the_space),
    "spaces:renewal": Acts("renewing it", at=the_space, data={"sunset_on": "2026-05-01"}),
    "spaces:archive": Acts("archiving it", at=the_space),
    "spaces:restoration": Acts("restoring it", at=the_space),
}
