"""Fields for what steps and actions declare: the widget follows from the type of the value."""

from collections.abc import Callable, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from inspector.automation.actions import SetVariable
from inspector.library import TemplateKind
from inspector.library.match import Match
from inspector.library.send_as import Repeat
from inspector.library.value import Scalar, Value
from inspector.ui.composer.kinds import KINDS as MESSAGE_KINDS
from inspector.ui.composer.repeat_panel import RepeatPanel
from inspector.ui.forms.fields import (
    Field,
    duration,
    line,
    maybe_whole,
    one_of,
    paragraph,
    path,
    pattern,
    scalar,
    whole,
)
from inspector.ui.forms.match_form import MatchForm
from inspector.ui.forms.optional_match import OptionalMatch
from inspector.ui.forms.sources import Paths

_WORDS: Mapping[Any, Mapping[Any, str]] = {
    TemplateKind: {kind: about.label for kind, about in MESSAGE_KINDS.items()}
}
"""What choices are called; others by their values."""


class Declared(NamedTuple):
    """A field of a step or an action."""

    name: str
    """Of its widget, without the kind of the widget."""
    type: Any
    """Of its value, without what is annotated."""
    label: str
    tip: str
    example: str
    form: str
    refers: str
    """`template`, `endpoint`, or empty."""
    unless: str
    """The field beside which it does not count, while that is filled."""
    least: float
    most: float


def fields_of(kind: type[Value], prefix: str, paths: Paths) -> dict[str, Field]:
    """A field for each that `kind` declares, its own before those of what it is derived from; the
    widgets are named from `prefix` on. TypeError where there is no widget for a type."""
    return {
        name: _field(it, paths)._replace(unless=it.unless)
        for name, it in declared(kind, prefix).items()
    }


def declared(kind: type[Value], prefix: str) -> dict[str, Declared]:
    """The same without widgets."""
    hints = get_type_hints(kind, include_extras=True)
    inherited = {name for base in kind.__mro__[1:] for name in getattr(base, "__annotations__", ())}
    names = sorted(kind.__struct_fields__, key=inherited.__contains__)
    return {name: _declared(prefix + name.capitalize(), hints[name]) for name in names}


def _declared(name: str, hint: object) -> Declared:
    is_annotated = get_origin(hint) is Annotated
    bare, *metas = get_args(hint) if is_annotated else (hint,)
    found = [meta for meta in metas if isinstance(meta, msgspec.Meta)]
    found += _metas_within(bare)
    extra = {key: value for meta in found for key, value in (meta.extra or {}).items()}
    titles = [meta for meta in found if meta.title]
    if not titles:
        raise TypeError(f"{name} does not say what it is called: annotate it with `told`")
    examples = [str(one) for meta in found for one in meta.examples or ()]
    return Declared(
        name=name,
        type=_plain(bare),
        label=titles[0].title or "",
        tip=titles[0].description or "",
        example="".join(examples[:1]),
        form=extra.get("form", ""),
        refers=extra.get("refers", ""),
        unless=extra.get("unless", ""),
        least=next((meta.ge for meta in found if meta.ge is not None), 0),
        most=next((meta.le for meta in found if meta.le is not None), 2**31 - 1),
    )


def _metas_within(hint: object) -> list[msgspec.Meta]:
    """Those of the members of a union: of the number in `CloseCode | None`."""
    members = get_args(hint) if get_origin(hint) in (Union, UnionType) else ()
    return [
        meta
        for member in members
        if get_origin(member) is Annotated
        for meta in get_args(member)[1:]
        if isinstance(meta, msgspec.Meta)
    ]


def _plain(hint: Any) -> Any:
    """Without annotations, also within a union."""
    if get_origin(hint) is Annotated:
        return get_args(hint)[0]
    if get_origin(hint) in (Union, UnionType):
        return Union[tuple(map(_plain, get_args(hint)))]  # noqa: UP007 - made of a tuple
    return hint


def _field(it: Declared, paths: Paths) -> Field:
    if get_origin(it.type) is Literal:
        words = _WORDS.get(it.type) or {value: str(value) for value in get_args(it.type)}
        return one_of(f"{it.name}Box", it.label, it.tip, words)
    if it.type is str:
        return _text(it, paths)
    make = _MAKERS.get(it.type)
    if make is None:
        raise TypeError(f"there is no field for {it.name}, whose type is {it.type}")
    return make(it, paths)


def _text(it: Declared, paths: Paths) -> Field:
    name = f"{it.name}Edit"
    if it.refers:
        known = {"template": paths.templates, "endpoint": paths.endpoints}[it.refers]
        return path(name, it.label, it.tip, known, example=it.example)
    if it.form == "paragraph":
        return paragraph(name, it.label, it.tip)
    if it.form == "pattern":
        return pattern(name, it.label, it.tip, example=it.example)
    return line(name, it.label, it.tip, example=it.example)


def _match(it: Declared, _: Paths) -> Field:
    """Judged without values of variables: who knows which ones there will be in the run?"""
    form = MatchForm(None)
    return Field(it.label, form, form.value, form.set_value, form.changed)


def _maybe_match(it: Declared, _: Paths) -> Field:
    form = OptionalMatch(it.example, it.tip)
    return Field(it.label, form, form.value, form.set_value, form.changed)


def _repeat(it: Declared, _: Paths) -> Field:
    panel = RepeatPanel(None)
    return Field(it.label, panel, panel.value, panel.set_value, panel.changed)


def _variables(it: Declared, paths: Paths) -> Field:
    from inspector.ui.forms.actions import Actions  # which has such fields itself

    taken = Actions(paths, [SetVariable])
    return Field(it.label, taken, taken.value, taken.set_value, taken.changed)


_MAKERS: dict[Any, Callable[[Declared, Paths], Field]] = {
    int: lambda it, _: whole(f"{it.name}Spin", it.label, it.tip, int(it.most), least=int(it.least)),
    int | None: lambda it, _: maybe_whole(f"{it.name}Spin", it.label, it.tip, int(it.most)),
    float: lambda it, _: duration(f"{it.name}Spin", it.label, it.tip),
    Scalar: lambda it, _: scalar(f"{it.name}Edit", it.label, it.tip),
    Scalar | None: lambda it, _: scalar(f"{it.name}Edit", it.label, it.tip, optional=True),
    Match: _match,
    Match | None: _maybe_match,
    Repeat | None: _repeat,
    tuple[SetVariable, ...]: _variables,
}
"""What edits a value of each type."""
