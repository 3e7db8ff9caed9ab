"""Steps and actions are declared above the library, which reads and writes them."""

import inspector.automation  # noqa: F401
