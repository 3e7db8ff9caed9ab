"""From a URL to an open WebSocket: dial, open, follow redirects."""

import asyncio
from collections.abc import Sequence

from inspector.wire.dialling.dial import dial
from inspector.wire.opening.errors import OpenTimeoutError, RefusedError, TooManyRedirectsError
from inspector.wire.opening.headers import Header
from inspector.wire.opening.http1 import Http1Opening
from inspector.wire.opening.observer import Observer
from inspector.wire.opening.redirects import headers_to_take_along, redirect_target
from inspector.wire.opening.request import request_bytes
from inspector.wire.options import ConnectOptions


async def open_websocket(
    url: str, protocols: Sequence[str], options: ConnectOptions, observer: Observer
) -> None:
    """Open a WebSocket; `observer.opened` has been called with it when this returns.

    Raises DialError and OpeningError. All that `options` allow is tried within their open timeout.
    """
    try:
        async with asyncio.timeout(options.open_timeout):
            await _follow(url, protocols, options, observer)
    except TimeoutError as error:
        raise OpenTimeoutError(options.open_timeout) from error


async def _follow(
    url: str, protocols: Sequence[str], options: ConnectOptions, observer: Observer
) -> None:
    own = options.headers
    redirects = 0
    while (target := await _hop(url, protocols, options, own, observer)) is not None:
        if redirects == options.max_redirects:
            raise TooManyRedirectsError(options.max_redirects, target)
        redirects += 1
        own = headers_to_take_along(url, target, own)
        url = target


async def _hop(
    url: str,
    protocols: Sequence[str],
    options: ConnectOptions,
    own: tuple[Header, ...],
    observer: Observer,
) -> str | None:
    """Try `url`; returns where it redirects to, None if it is open."""
    observer.dialling(url)
    stream = await dial(url, options, observer.phase)
    raw = request_bytes(url, protocols, options, own)
    opening = Http1Opening(url, raw, observer, lenient=options.lenient)
    try:
        stream.hand_over(opening)
        await opening.outcome
    except RefusedError as refused:
        target = redirect_target(url, refused.answer)
        if target is None:
            raise
        return target
    finally:
        opening.finish()
        if not opening.is_open:
            stream.abort()
    return None
