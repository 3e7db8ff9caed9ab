"""What decides what goes out beside what a person wrote: workspace, environment, endpoint, session.

A tab of the window has one, and so has a scenario that runs without a window.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, quote_plus

from msgspec.structs import replace

from inspector.library import Endpoint, Environment, Template, Workspace
from inspector.library.send_as import SendAs
from inspector.library.value import Scalar
from inspector.sending.content import Outgoing, outgoing
from inspector.variables import (
    MASK,
    Counters,
    Draw,
    Rendered,
    Scope,
    Scopes,
    UnknownVariable,
    Use,
    name_problem,
    render,
    unrendered,
)
from inspector.wire.options import on_top, with_values

_NO_SCOPES: tuple[Scope, ...] = ()


class Context:
    """The variables that hold, and everything that is rendered with them.

    Weakest first: environment, folders of the endpoint and of the template from the outermost on,
    endpoint, session. Those in `on_change` are called after each change of any of them, in the
    thread that made it; `version` counts the changes.
    """

    def __init__(
        self,
        workspace: Workspace | None = None,
        environment: Environment | None = None,
        endpoint: Endpoint | None = None,
        *,
        secrets: Mapping[str, str] | None = None,
        subprotocols: tuple[str, ...] = (),
        options: Mapping[str, Any] | None = None,
    ) -> None:
        """`secrets`: the values of the environment's secret variables, as far as they are known.
        `subprotocols` and `options` of `ConnectOptions` override those of every endpoint."""
        self.workspace = workspace
        self.on_change: list[Callable[[], None]] = []
        self.version = 0
        self._environment = environment
        self._endpoint = endpoint
        self._secrets = dict(secrets or {})
        self._subprotocols = subprotocols
        self._options = options or {}
        self._session: dict[str, Scalar] = {}
        self._draw = Draw(Counters())
        self._previewed = frozenset[str]()
        self._folders: dict[tuple[str, str], Sequence[Scope]] = {}
        self._templates: dict[str, Template] = {}

    # What holds

    @property
    def environment(self) -> Environment | None:
        return self._environment

    @property
    def secrets(self) -> Mapping[str, str]:
        """Values of the environment's secret variables, by name."""
        return self._secrets

    def choose(self, environment: Environment | None, secrets: Mapping[str, str]) -> None:
        """Go to another environment, whose secrets have these values."""
        self._environment, self._secrets = environment, dict(secrets)
        self._changed()

    @property
    def endpoint(self) -> Endpoint | None:
        return self._endpoint

    @endpoint.setter
    def endpoint(self, endpoint: Endpoint | None) -> None:
        self._endpoint = endpoint
        self._changed()

    @property
    def session(self) -> Mapping[str, Scalar]:
        """The session's variables: set by rules, by scenarios, by hand."""
        return self._session

    def set(self, name: str, value: Scalar) -> None:
        """Set a variable of the session. ValueError: no variable can have that name."""
        if problem := name_problem(name):
            raise ValueError(f"The variable {name!r} was not set: {problem}.")
        before = self._session.get(name)
        if type(before) is not type(value) or before != value:  # True equals 1
            self._session[name] = value
            self._changed()

    def unset(self, name: str) -> None:
        """Forget a variable of the session; one that is not there is none."""
        if self._session.pop(name, None) is not None:
            self._changed()

    def refresh(self) -> None:
        """The workspace is another, or its files changed: read again what was kept of them."""
        self._folders.clear()
        self._templates.clear()
        self._changed()

    def template(self, path: str) -> Template:
        """The template that rules and steps call so; kept, for a rule may send it often.
        LibraryError where there is none; ValueError without a workspace."""
        if self.workspace is None:
            raise ValueError(f"there is no workspace to find the template {path!r} in")
        if path not in self._templates:
            self._templates[path] = self.workspace.templates.get(path)
        return self._templates[path]

    def scopes(self, template: Template | None = None) -> Scopes:
        """Where variables are looked up. LibraryError where a folder's cannot be read."""
        return Scopes(self._scopes(template))

    # Rendering

    def preview(self, kind: str, content: str, template: Template | None = None) -> Rendered:
        """What would go out now, with everything that is wrong with it.

        Random values and counters stay the same until it was `sent`, or something else was.
        """
        rendered = self.rendered(content, template, as_json=kind == "json")
        self._previewed = rendered.counters
        return rendered

    def sent(self) -> None:
        """What `preview` gave has gone out: its counters go on, and chance draws anew."""
        self._draw = self._draw.sent(self._previewed)

    def render(self, kind: str, content: str, template: Template | None = None) -> Outgoing:
        """What `content` of `kind` sends; of `template`, whose folders' variables hold then.

        The same as the `preview` before it; counters and chance go on. UnknownVariable and
        ContentError (both ValueError) say what to do; OSError for a file, LibraryError.
        """
        text = self.preview(kind, content, template).checked()
        message = outgoing(kind, text)
        self.sent()
        return message

    def render_template(self, template: Template) -> tuple[Outgoing, SendAs]:
        """The same of a template, and how it goes out."""
        return self.render(template.kind, template.content, template), template.send_as

    def rendered(
        self, text: str, template: Template | None = None, *, as_json: bool = False
    ) -> Rendered:
        """`text` that is not for sending, with values in place of variables: neither counters nor
        chance go on. LibraryError."""
        return render(text, self.scopes(template), self._draw, json=as_json)

    def render_text(self, text: str) -> str:
        """The same, checked: UnknownVariable."""
        return self.rendered(text).checked()

    def render_value(self, value: Scalar) -> Scalar:
        """The same of a value: a string that is one variable and nothing else stands for what that
        has, be it a number."""
        if not isinstance(value, str):
            return value
        rendered = self.rendered(value)
        text = rendered.checked()
        if [(use.start, use.end) for use in rendered.uses] == [(0, len(value))]:
            found = self.scopes().find(rendered.uses[0].name)
            if found is not None and found.value is not None and type(found.value) is not str:
                return found.value
        return text

    def render_endpoint(self) -> Endpoint:
        """The endpoint with values in place of variables in URL, subprotocols and the options that
        may have some. UnknownVariable, LibraryError, ValueError; RuntimeError: there is none."""
        if self._endpoint is None:
            raise RuntimeError("there is no endpoint to render")
        endpoint, scopes = self._endpoint, self.scopes()
        problems: list[Use] = []

        def put_in(text: str) -> str:
            rendered = render(text, scopes, self._draw)
            problems.extend(rendered.problems)
            return rendered.text

        rendered = replace(
            endpoint,
            url=put_in(endpoint.url),
            subprotocols=tuple(map(put_in, self._subprotocols or endpoint.subprotocols)),
            options=with_values(on_top(endpoint.options, self._options), put_in),
        )
        if problems:
            raise UnknownVariable(problems)
        return rendered

    def mask(self, text: str) -> str:
        """`text` without the values of secrets, be they escaped as in JSON or in a URL: `••••` in
        their place."""
        values = filter(None, self._secrets.values())
        for form in sorted({form for value in values for form in _forms(value)}, key=len)[::-1]:
            text = text.replace(form, MASK)
        return text

    def by_names(self, text: str) -> str:
        """`text`, such as a message that went out, as a file may have it: the values of secrets
        are `{{names}}` in it, and all else is as it is."""
        return unrendered(
            text,
            {form: name for name, value in self._secrets.items() for form in _in_text(value)},
        )

    # Inside

    def _scopes(self, template: Template | None) -> Iterator[Scope]:
        if (environment := self._environment) is not None:
            secret = frozenset(environment.secrets)
            known = {name: value for name, value in self._secrets.items() if name in secret}
            values = {**environment.variables, **known}
            yield Scope(f"environment {environment.name}", values, secret)
        if self._endpoint is not None:
            yield from self._of_folders("endpoints", self._endpoint.folder)
        if template is not None:
            yield from self._of_folders("templates", template.folder)
        if self._endpoint is not None:
            yield Scope(f"endpoint {self._endpoint.name}", self._endpoint.variables)
        # What a server sent may be in them, and it must not be taken for variables of ours.
        yield Scope("session", self._session, literal=True)

    def _of_folders(self, store: str, folder: str) -> Sequence[Scope]:
        """Those of `folder` and around it, the outermost first; kept, for they are on disk."""
        if self.workspace is None or not folder:
            return _NO_SCOPES
        if (store, folder) not in self._folders:
            found = getattr(self.workspace, store).variables_of(folder)
            self._folders[store, folder] = [Scope(f"folder {name}", it) for name, it in found]
        return self._folders[store, folder]

    def _changed(self) -> None:
        self.version += 1
        for callback in self.on_change:
            callback()


def _forms(value: str) -> set[str]:
    """What `value` looks like where it went out."""
    url = value.encode("utf-8", "surrogatepass")
    return {*_in_text(value), quote(url), quote(url, safe=""), quote_plus(url)}


def _in_text(value: str) -> set[str]:
    """The same in texts and in the strings of JSON."""
    return {value, *(json.dumps(value, ensure_ascii=ascii_)[1:-1] for ascii_ in (True, False))}
