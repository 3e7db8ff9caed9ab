"""permessage-deflate in the opening handshake: what is offered, what was agreed (RFC 7692)."""

import re
from collections.abc import Iterable

from inspector.events import HttpRequest, HttpResponse
from inspector.wire.deflate_parameters import DeflateParameters
from inspector.wire.opening.headers import values
from inspector.wire.options import ConnectOptions

NAME = "permessage-deflate"
HEADER = "Sec-WebSocket-Extensions"
_FLAGS = ("server_no_context_takeover", "client_no_context_takeover")
_BITS = ("server_max_window_bits", "client_max_window_bits")
_WINDOW_BITS = re.compile(r"[89]|1[0-5]")

Parameters = dict[str, str | None]
"""The parameters of an extension; None is one without a value."""


def offer(options: ConnectOptions) -> str:
    """The value of Sec-WebSocket-Extensions to ask with; empty for none."""
    if not options.compression:
        return ""
    parameters = [name for name in _FLAGS if getattr(options, name)]
    for name in _BITS:
        if (bits := getattr(options, name)) is not None:
            parameters.append(f"{name}={bits}")
        elif name == "client_max_window_bits":  # without a value the server may choose one
            parameters.append(name)
    return "; ".join([NAME, *parameters])


def agreed(
    request: HttpRequest, answer: HttpResponse
) -> tuple[DeflateParameters | None, list[str]]:
    """What `answer` makes of the extensions that `request` really offered, own headers included.

    Returns the parameters, None without compression, and a clause for each rule that the answer
    breaks (RFC 6455 section 9.1, RFC 7692 sections 5 and 7.1). A broken parameter counts as absent.
    """
    offers = [
        parameters
        for name, parameters, _ in _extensions(values(request.headers, HEADER))
        if name == NAME
    ]
    deflate: DeflateParameters | None = None
    violations: list[str] = []
    for name, parameters, faults in _extensions(values(answer.headers, HEADER)):
        if not name:
            violations.append("an extension has no name")
        elif name != NAME or not offers:
            violations.append(f"{name!r} was not offered")
        elif deflate is not None:
            violations.append(f"{name} was chosen twice")
        else:
            chosen = [_judge(parameters, each) for each in offers]
            deflate, wrong = min(chosen, key=lambda judged: len(judged[1]))
            violations += [f"{name}: {fault}" for fault in (*faults, *wrong)]
    return deflate, violations


def _judge(parameters: Parameters, offered: Parameters) -> tuple[DeflateParameters, list[str]]:
    """The parameters of an answer to one offer (RFC 7692 sections 7.1.1 and 7.1.2)."""
    faults = [f"unknown parameter {name!r}" for name in parameters if name not in _FLAGS + _BITS]
    faults += [f"{name} has a value" for name in _FLAGS if parameters.get(name) is not None]
    bits: dict[str, int] = {}
    for name in _BITS:
        value = parameters.get(name)
        most = _bits(offered.get(name)) or 15
        if name not in parameters:
            bits[name] = most if name.startswith("client") else 15
        else:
            bits[name] = _bits(value) or most
            if not _bits(value):
                faults.append(f"{name} is {value!r}, allowed is 8 to 15")
            elif bits[name] > most:
                faults.append(f"{name} is {value} where {most} was offered")
                if name.startswith("client"):  # lenient: we keep to what we said
                    bits[name] = most
    if "client_max_window_bits" in parameters and "client_max_window_bits" not in offered:
        faults.append("client_max_window_bits was not offered")
    for name in ("server_no_context_takeover", "server_max_window_bits"):
        if name in offered and name not in parameters:
            faults.append(f"{name} was demanded and is missing")
    return (
        DeflateParameters(
            "server_no_context_takeover" in parameters,
            "client_no_context_takeover" in parameters or "client_no_context_takeover" in offered,
            bits["server_max_window_bits"],
            bits["client_max_window_bits"],
        ),
        faults,
    )


def _bits(value: str | None) -> int:
    """A window size of 8 to 15; 0 for anything else."""
    return int(value) if value is not None and _WINDOW_BITS.fullmatch(value) else 0


def _extensions(fields: Iterable[str]) -> list[tuple[str, Parameters, list[str]]]:
    """The extensions in the header's `fields`: name, parameters, and what is wrong with them."""
    found = []
    for text in _split(", ".join(fields), ","):
        name, _, rest = text.partition(";")
        parameters: Parameters = {}
        faults = []
        for part in _split(rest, ";"):
            key, equals, value = part.partition("=")
            key = key.strip()
            if key in parameters:
                faults.append(f"{key} comes twice")
            parameters[key] = value.strip().strip('"') if equals else None
        found.append((name.strip(), parameters, faults))
    return found


def _split(text: str, separator: str) -> list[str]:
    return [part for part in (part.strip() for part in text.split(separator)) if part]
