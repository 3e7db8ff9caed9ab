"""A few results, the latest ones."""

import threading
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Cache(Generic[Key, Value]):
    """Of the `size` results used last; for several threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: dict[Key, Value] = {}
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        with self._lock:
            value = self._kept.pop(key, None)
            if value is not None:
                self._kept[key] = value
            return value

    def put(self, key: Key, value: Value) -> None:
        with self._lock:
            self._kept[key] = value
            if len(self._kept) > self._size:
                del self._kept[next(iter(self._kept))]
