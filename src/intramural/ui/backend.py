"""Jinja2 as Django offers it, with the CSRF field made once a page instead of once a form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.backends.jinja2 import Jinja2 as DjangoJinja2
from django.template.backends.jinja2 import Template as DjangoTemplate
from markupsafe import Markup


class Once:
    """The hidden CSRF field of one answer. Made when a form asks for it, so that a page without forms sets no cookie."""

    __slots__ = ("made", "request")

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.made: str | None = None

    def __html__(self) -> str:
        if self.made is None:
            token = get_token(self.request)
            self.made = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(token)
        return self.made

    __str__ = __html__


class Template(DjangoTemplate):
    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> Any:
        """The page. `request` and `csrf_input` are in every context that has a request."""
        known = dict(context or {})
        if request is not None:
            known["request"], known["csrf_input"] = request, Once(request)
        return self.template.render(known)


class Jinja2(DjangoJinja2):
    def from_string(self, template_code: str) -> Template:
        return Template(self.env.from_string(template_code), self)

    def get_template(self, template_name: str) -> Template:
        found = super().get_template(template_name)
        return Template(found.template, self)
