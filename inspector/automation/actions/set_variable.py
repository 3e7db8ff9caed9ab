"""The action that sets a variable. Steps that wait take variables by it, too."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from inspector.automation import documents
from inspector.automation.actions.action import Action
from inspector.automation.errors import GaveUpError
from inspector.automation.firing import Firing
from inspector.automation.inbox import Message
from inspector.automation.matching import Captures, compile_path
from inspector.library import LibraryError
from inspector.library.value import Scalar
from inspector.payloads import one_line
from inspector.sending.context import Context

if TYPE_CHECKING:
    from inspector.automation.json_path import JsonPath


class SetVariable(Action, frozen=True, kw_only=True, tag="set"):
    """Set a variable of the session: from the message by JSONPath or by a group of the rule's
    regex, else to `value`; without any of them to the whole text."""

    title: ClassVar[str] = "Set variable"
    tip: ClassVar[str] = "Of the session, from the message"

    name: str
    json_path: str = ""
    group: str = ""
    """Name or number of a group."""
    value: Scalar | None = None

    @classmethod
    def new(cls) -> "SetVariable":
        """All of a JSON message: most go on from there."""
        return cls(name="", json_path="$")

    def words(self) -> str:
        return f"set {self.name or '?'} {self._source()}"

    def fire(self, firing: Firing) -> None:
        firing.context.set(self.name, self.taken(firing.captures, firing.context))

    def trial(self, context: Context) -> Callable[[Captures], str]:
        try:
            taking = self._taking(context)
        except (LibraryError, ValueError) as error:
            why = f"{self.name}: {error}"
            return lambda _: why

        def told(captures: Captures) -> str:
            try:
                return f"{self.name} = {one_line(str(taking(captures)), 60)}"
            except ValueError as error:
                return f"{self.name}: {error}"

        return told

    def check(self) -> None:
        """MatchError where it can never take anything."""
        if self.json_path:
            compile_path(self.json_path)

    def taken(self, captures: Captures, context: Context) -> Scalar:
        """The value that it takes from a message. ValueError says why there is none: MatchError,
        UnknownVariable, or nothing was found."""
        return self._taking(context)(captures)

    def _taking(self, context: Context) -> Callable[[Captures], Scalar]:
        """Takes it, in any thread, with the values that variables have now. The same errors."""
        if self.json_path:
            path = compile_path(self.json_path, context)
            return lambda captures: self._at(path, captures.message)
        if self.group:
            return self._group
        if self.value is None:
            return lambda captures: captures.message.text
        value = context.render_value(self.value)
        return lambda _: value

    def _at(self, path: "JsonPath", message: Message) -> Scalar:
        try:
            for node in documents.find(path, message):
                return documents.taken(node, message)
        except GaveUpError as error:
            raise ValueError(f"{self.name!r} was not set: {error}") from None
        raise ValueError(
            f"{self.name!r} was not set: {self.json_path} finds nothing in the message"
            f" #{message.seq:,}"
        )

    def _group(self, captures: Captures) -> Scalar:
        if self.group not in captures.groups:
            there = ", ".join(captures.groups) or "none, for there is no regex"
            raise ValueError(
                f"{self.name!r} was not set: there is no group {self.group!r}; there are: {there}"
            )
        return captures.groups[self.group]

    def _source(self) -> str:
        if self.json_path:
            return f"from {self.json_path}"
        if self.group:
            return f"from group {self.group}"
        return "from the text" if self.value is None else f"to {self.value}"
