"""Finding people: the directory, a profile, the chart, a unit."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from intramural.kit import markup
from intramural.kit.errors import NotFound, Refusal
from intramural.kit.markup import clean_line
from intramural.kit.paging import read_name_key
from intramural.people import actions, photos, policy, queries
from intramural.people.entrance import PersonRequest, for_people
from intramural.ui import answers


@for_people("GET")
def directory(request: PersonRequest) -> HttpResponse:
    """Everybody whom the person may find, narrowed by words, unit, site, level and language; at first also who the operators are."""
    asked = {name: clean_line(request.GET.get(name, ""))[:120] for name in ("q", "unit", "site", "level", "language")}
    after = read_name_key(request.GET.get("after"))
    page = queries.directory(
        request.user,
        words=asked["q"],
        unit=queries.unit(asked["unit"], viewer=request.user) if asked["unit"] else None,
        site=asked["site"],
        level=asked["level"],
        language=asked["language"],
        after=after,
    )
    narrowing = queries.choices(request.user)
    return answers.page(
        request,
        "people/directory.html",
        {
            "people": page.rows,
            "next": page.next,
            "operators": [] if after or any(asked.values()) else queries.operators(request.user),
            "asked": asked,
            "units": queries.unit_tree() if request.user.is_member else [],
            "levels": queries.LEVELS,
            "may_invite": policy.may_invite(request.user),
            "sites": [(site, site) for site in narrowing["sites"]],
            "languages": [(language, language) for language in narrowing["languages"]],
        },
    )


@for_people("GET")
def profile(request: PersonRequest, handle: str) -> HttpResponse:
    """One person, as they describe themselves. No count of anything they do, and no word of when they were here."""
    person = queries.by_handle(handle, viewer=request.user)
    return answers.page(
        request,
        "people/profile.html",
        {
            "person": person,
            "about": markup.render(person.about).html if person.about else "",
            "reports": list(queries.reports_of(person, viewer=request.user)[:100]),
            "speaks_for": list(queries.speaks_for(person)),
            "is_followed": queries.is_followed(person, by=request.user),
            "is_me": person.pk == request.user.pk,
        },
    )


@for_people("GET")
def photo(request: PersonRequest, handle: str, key: str) -> HttpResponse:
    """A profile photo, for whoever may see the profile. An older photo's address is nobody's."""
    person = queries.by_handle(handle, viewer=request.user)
    picture = photos.read(key) if key == person.photo_key else None
    if picture is None:
        raise NotFound("There is no such photo for you to see.")
    # Its address changes with the photo, so a browser may keep it for the person who saw it.
    headers = {"Cache-Control": "private, max-age=86400", "Content-Disposition": "inline"}
    return HttpResponse(picture, content_type=photos.MEDIA_TYPE, headers=headers)


@for_people("POST")
def following(request: PersonRequest, handle: str) -> HttpResponse:
    """Follows the person, or ends that (`take_back` in the form)."""
    person = queries.by_handle(handle, viewer=request.user)
    if request.POST.get("take_back"):
        actions.unfollow(person, by=request.user)
    else:
        actions.follow(person, by=request.user)
    return answers.onward(request, f"/people/{quote(person.handle)}/")


@for_people("GET")
def chart(request: PersonRequest) -> HttpResponse:
    """Who reports to whom: from the top, or from one person (`of`) down."""
    handle = request.GET.get("of", "")
    of = queries.by_handle(clean_line(handle), viewer=request.user) if handle else None
    return answers.page(
        request,
        "people/chart.html",
        {
            "of": of,
            "above": queries.line_above(of, viewer=request.user) if of else [],
            "branches": queries.chart(request.user, of=of),
        },
    )


@for_people("GET")
def units(request: PersonRequest) -> HttpResponse:
    """The tree of the organisation, for its members."""
    return answers.page(request, "people/units.html", {"tree": queries.unit_tree() if request.user.is_member else []})


@for_people("GET")
def unit(request: PersonRequest, public_id: str) -> HttpResponse:
    """A unit: what it is part of, what is part of it, its head, its people, and who speaks for it."""
    return unit_page(request, queries.unit(public_id, viewer=request.user))


def unit_page(
    request: PersonRequest, shown: Any, *, typed: dict[str, str] | None = None, no: Refusal | None = None
) -> HttpResponse:
    """The page of a unit; with what was typed and why it was refused, after a refusal."""
    page = queries.in_unit(shown, viewer=request.user, after=read_name_key(request.GET.get("after")))
    may_delegate = policy.may_delegate(request.user, shown)
    context = {
        "unit": shown,
        "above": queries.units_above(shown),
        "below": list(queries.units_below(shown)),
        "people": page.rows,
        "next": page.next,
        "delegations": list(queries.delegations_of(shown)),
        "may_delegate": may_delegate,
        "value": typed or {"person": "", "until": ""},
        "no": no,
    }
    return answers.page(request, "people/unit.html", context, status=no.status if no else 200)
