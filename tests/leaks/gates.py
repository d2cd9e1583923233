"""Every place where the house asks who may see a thing; one of them can be taken away, to see that it is noticed.

A gate is a call, in the code of the house, of a predicate (`visibility.sql`, `VisibleTo`; for what may only be known
`known_sql`, `KnownTo`) or of a query that asks it (`visible_to`, `released_to`, `known_to`, `in_sight`). Gates are found by reading the code, so that a new one is tried without being registered.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import FrameType, ModuleType
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.db.models import QuerySet

from intramural.audiences import visibility
from intramural.kit.prepared import Prepared
from tests.leaks.surfaces import HOUSE

_QUERIES = {"visible_to", "_visible_to", "released_to", "known_to", "in_sight"}
_PREDICATES = {"VisibleTo", "KnownTo"}
_TEXTS = {"sql", "known_sql"}
_EVERYTHING = "(1 = 1)"


@dataclass(frozen=True, order=True)
class Gate:
    """One call, by its file, its function ("" at the top of a module) and its lines."""

    file: str
    function: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.file}:{self.first} in {self.function or 'the module'}"

    @property
    def module(self) -> ModuleType:
        return importlib.import_module(
            "intramural." + self.file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        )


def all_gates() -> list[Gate]:
    """The gates of the house, as its code has them."""
    found: list[Gate] = []
    for path in sorted(HOUSE.rglob("*.py")):
        inside = path.relative_to(HOUSE)
        if "tests" in inside.parts or inside.name == "testing.py" or inside.name == "visibility.py":
            continue
        found += _gates_of(str(inside), ast.parse(path.read_text()), "")
    return sorted(set(found))


def _gates_of(file: str, tree: ast.AST, function: str) -> Iterator[Gate]:
    for node in ast.iter_child_nodes(tree):
        name = node.name if isinstance(node, ast.FunctionDef) else function
        if isinstance(node, ast.Call) and _asks(node.func):
            yield Gate(file, function, node.lineno, node.end_lineno or node.lineno)
        yield from _gates_of(file, node, name)


def _asks(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        of = called.value.id if isinstance(called.value, ast.Name) else ""
        return called.attr in _QUERIES | _PREDICATES or (of == "visibility" and called.attr in _TEXTS)
    return isinstance(called, ast.Name) and called.id in _QUERIES | _PREDICATES


class Watch:
    """While it is set up: `passed` holds the gates that were come through, `removed` is the one that stands open."""

    def __init__(self, gates: list[Gate]) -> None:
        self.gates, self.passed = gates, set[Gate]()
        self.removed: Gate | None = None
        self._open = 0

    @contextmanager
    def set_up(self) -> Iterator[Watch]:
        """Within the block every gate is watched."""
        with ExitStack() as stack:
            for patched in self._patches():
                stack.enter_context(patched)
            yield self

    @contextmanager
    def without(self, gate: Gate) -> Iterator[None]:
        """Within the block this gate lets everybody through."""
        self.removed = gate
        try:
            with _words_of_the_module(gate):
                yield
        finally:
            self.removed = None

    def _patches(self) -> Iterator[Any]:
        for text in _TEXTS:
            yield patch.object(visibility, text, self._sql(getattr(visibility, text)))
        yield patch.object(visibility.VisibleTo, "__init__", self._made(visibility.VisibleTo.__init__))
        yield patch.object(Prepared, "rows", _anew)
        yield patch.object(visibility.VisibleTo, "as_sql", _said(visibility.VisibleTo.as_sql))
        for kind in {type(model._default_manager.all()) for model in apps.get_models()}:
            for name in _QUERIES & vars(kind).keys():
                yield patch.object(kind, name, self._asked(getattr(kind, name)))
        for module in {gate.module for gate in self.gates} | _with_queries():
            for name in _QUERIES & vars(module).keys():
                if callable(vars(module)[name]):
                    yield patch.object(module, name, self._filtered(vars(module)[name]))

    def _comes_through(self) -> bool:
        """Whether the call that is being answered stands at the gate that is removed."""
        at = _caller()
        here = [gate for gate in self.gates if at and gate.file == at[0] and gate.first <= at[1] <= gate.last]
        self.passed.update(here)
        return self.removed in here

    def _sql(self, real: Callable[..., str]) -> Callable[..., str]:
        return lambda alias, **named: _EVERYTHING if self._comes_through() else real(alias, **named)

    def _made(self, real: Callable[..., None]) -> Callable[..., None]:
        def init(expression: Any, *given: Any, **named: Any) -> None:
            real(expression, *given, **named)
            expression.is_open = self._comes_through() or self._open > 0

        return init

    def _asked(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def query(rows: Any, viewer: Any) -> Any:
            through = self._comes_through()
            self._open += through
            try:
                return real(rows, viewer)
            finally:
                self._open -= through

        return query

    def _filtered(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def query(viewer: Any) -> Any:
            through = self._comes_through()
            rows = real(viewer)
            if through and isinstance(rows, QuerySet):
                rows.query.where = type(rows.query.where)()
            return rows

        return query


def _anew(prepared: Prepared[Any], **values: Any) -> list[Any]:
    """What a prepared query gives when it is put together for each call, so that it comes through its gates each time."""
    return list(prepared.build(_Values(values)))  # type: ignore[arg-type]


class _Values:
    """In the place of stand-ins the values themselves."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.number = self.text = self.moment = values.__getitem__


def _said(real: Callable[..., Any]) -> Callable[..., Any]:
    def as_sql(expression: Any, compiler: Any, connection: Any) -> Any:
        return (_EVERYTHING, ()) if getattr(expression, "is_open", False) else real(expression, compiler, connection)

    return as_sql


def _with_queries() -> set[ModuleType]:
    """The modules of the house that define a query of these names."""
    return {
        module
        for name, module in list(sys.modules.items())
        if name.startswith("intramural.") and name.endswith("queries") and _QUERIES & vars(module).keys()
    }


def _caller() -> tuple[str, int] | None:
    """File and line of the nearest call in the house."""
    frame: FrameType | None = sys._getframe(1)
    root = f"{HOUSE}/"
    while frame is not None:
        if frame.f_code.co_filename.startswith(root):
            return frame.f_code.co_filename.removeprefix(root), frame.f_lineno
        frame = frame.f_back
    return None


@contextmanager
def _words_of_the_module(gate: Gate) -> Iterator[None]:
    """A gate at the top of a module was passed when the module was read: its text stands in the module's SQL."""
    if gate.function:
        yield
        return
    module = gate.module
    with ExitStack() as stack:
        for name, value in list(vars(module).items()):
            if isinstance(value, str) and visibility.sql("p") in value:
                stack.enter_context(patch.object(module, name, value.replace(visibility.sql("p"), _EVERYTHING)))
        yield
