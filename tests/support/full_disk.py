"""A disk that is full, made by the system's own limit of a file's size."""

import pytest

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


class FullDisk:
    """No file of this process may become larger than `size` bytes until `make_room` is called."""

    def __init__(self, size: int) -> None:
        if resource is None:
            pytest.skip("limits of files are POSIX's")
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, self._before[1]))

    def make_room(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)
