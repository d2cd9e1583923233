"""What a notice says, before it is put into words by its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from intramural.mail.addresses import Named
from intramural.posts.models import Post


@dataclass(frozen=True)
class Written:
    """`about` is what stands in the address that it comes back to; `speaks` is by whose name it comes, "" for the house's; `reply_to` is where an answer goes, "" for nowhere; `posts` are those
    of which words stand in it."""

    about: Named
    context: Mapping[str, Any]
    speaks: str = ""
    reply_to: str = ""
    posts: tuple[Post, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
