"""Headers and subprotocols as people type and paste them. Knows no Qt."""


def parse_headers(text: str) -> list[tuple[str, str]]:
    """Headers out of pasted lines: `Name: value`, also as browsers and curl copy them."""
    headers = []
    for line in text.splitlines():
        line = _without_curl(line.strip())
        start = 1 if line.startswith(":") else 0  # HTTP/2's `:authority` keeps its first colon
        colon = line.find(":", start)
        if colon > 0:
            headers.append((line[:colon].strip(), line[colon + 1 :].strip()))
    return headers


def parse_protocols(text: str) -> tuple[str, ...]:
    """Subprotocols out of a list separated by commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _without_curl(line: str) -> str:
    """`Name: value` of `-H 'Name: value' \\`."""
    line = line.removesuffix("\\").strip()
    for option in ("-H ", "--header "):
        if line.startswith(option):
            return line.removeprefix(option).strip().strip("'\"")
    return line
