"""What decides what goes out beside what a person wrote: workspace, environment, endpoint, session.

A tab of the window has one, and so has a scenario that runs without a window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from inspector.library.value import Scalar

if TYPE_CHECKING:
    from inspector.library import Endpoint, Environment, Template, Workspace
    from inspector.library.send_as import SendAs
    from inspector.sending.content import Outgoing
    from inspector.variables import Rendered, Scopes


class Context:
    """The variables that hold, and everything that is rendered with them.

    Weakest first: environment, folders of the endpoint and of the template from the outermost on,
    endpoint, session. `on_change` are called after each change of any of them, in the loop's
    thread; `version` counts the changes.
    """

    def __init__(
        self,
        workspace: Workspace | None = None,
        environment: Environment | None = None,
        endpoint: Endpoint | None = None,
        *,
        secrets: Mapping[str, str] | None = None,
    ) -> None:
        """`secrets`: the values of the environment's secret variables, as far as they are known."""
        self.workspace = workspace
        self.on_change: list[Callable[[], None]] = []
        self.version = 0
        self._environment = environment
        self._endpoint = endpoint
        self._secrets = dict(secrets or {})
        self._session: dict[str, Scalar] = {}

    @property
    def environment(self) -> Environment | None:
        return self._environment

    @property
    def secrets(self) -> Mapping[str, str]:
        """Values of the environment's secret variables."""
        return self._secrets

    def choose(self, environment: Environment | None, secrets: Mapping[str, str]) -> None:
        """Go to another environment, whose secrets have these values."""
        raise NotImplementedError

    @property
    def endpoint(self) -> Endpoint | None:
        return self._endpoint

    @endpoint.setter
    def endpoint(self, endpoint: Endpoint | None) -> None:
        raise NotImplementedError

    @property
    def session(self) -> Mapping[str, Scalar]:
        """The session's variables: set by rules, by scenarios, by hand."""
        return self._session

    def set(self, name: str, value: Scalar) -> None:
        """Set a variable of the session. ValueError: no variable can have that name."""
        raise NotImplementedError

    def unset(self, name: str) -> None:
        """Forget a variable of the session; one that is not there is none."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Something in the workspace changed on disk: read folders' variables again."""
        raise NotImplementedError

    def scopes(self, template: Template | None = None) -> Scopes:
        """Where variables are looked up. LibraryError where a folder's cannot be read."""
        raise NotImplementedError

    def preview(self, kind: str, content: str, template: Template | None = None) -> Rendered:
        """What would go out now, with everything that is wrong with it. Random values and
        counters are those that `render` gives until something was `sent`."""
        raise NotImplementedError

    def render(self, kind: str, content: str, template: Template | None = None) -> Outgoing:
        """What `content` of `kind` (of `template`, whose folders' variables hold) sends now.

        UnknownVariable and ContentError (both ValueError) say what to do; OSError for a file.
        """
        raise NotImplementedError

    def render_template(self, template: Template) -> tuple[Outgoing, SendAs]:
        """The same of a template, and how it goes out."""
        raise NotImplementedError

    def render_endpoint(self) -> Endpoint:
        """The endpoint with values in place of variables in URL, subprotocols and the values of
        headers. UnknownVariable; RuntimeError where there is no endpoint."""
        raise NotImplementedError

    def sent(self) -> None:
        """What was rendered has gone out: counters go on, and chance draws anew."""
        raise NotImplementedError

    def mask(self, text: str) -> str:
        """`text` without the values of secrets: `••••` in their place."""
        raise NotImplementedError
