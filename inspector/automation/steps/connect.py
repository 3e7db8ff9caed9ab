"""The step that opens a connection."""

from typing import Annotated, ClassVar

from inspector.automation.bench import Bench
from inspector.automation.fields import told
from inspector.automation.steps.step import Step
from inspector.automation.wording import cut
from inspector.library.value import EndpointPath


class ConnectStep(Step, frozen=True, kw_only=True, tag="connect"):
    """Open a connection; the endpoint's rules hold for it."""

    title: ClassVar[str] = "Connect"
    tip: ClassVar[str] = "Open a connection to an endpoint"

    endpoint: Annotated[
        EndpointPath,
        told(
            "Endpoint",
            "Path of the endpoint to connect to; the scenario's own where it is empty",
            example="the scenario's",
        ),
    ] = ""

    def words(self) -> str:
        return f"connect to {cut(self.endpoint)}" if self.endpoint else "connect"

    async def run(self, bench: Bench) -> None:
        await bench.connect(self.endpoint)
