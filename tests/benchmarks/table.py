"""The figures as a Markdown table, under the machine that they were measured on."""

from collections.abc import Iterable

from tests.benchmarks.figures import Figure, Peer


def markdown(machine: dict[str, str], figures: Iterable[Figure]) -> str:
    where = (
        f"{machine['cpu']}, {machine['os']}, Python {machine['python']}, "
        f"PySide6 {machine['pyside6']}, websockets {machine['websockets']}, "
        f"SQLite {machine['sqlite']}"
    )
    lines = [where, "", "| measure | figure | target | beside it, in the same run |"]
    lines.append("|---|---|---|---|")
    lines += map(_line, figures)
    return "\n".join(lines)


def _line(figure: Figure) -> str:
    target, missed = "", ""
    if figure.target:
        target = f"{figure.target.sign} {_quantity(figure.target.value, figure.unit)}"
        missed = "" if figure.target.met_by(figure.value) else " (missed)"
    beside = "; ".join(map(_peer, figure.peers))
    return (
        f"| {figure.name} | {_quantity(figure.value, figure.unit)}{missed} | {target} | {beside} |"
    )


def _peer(peer: Peer) -> str:
    return f"{peer.name}: {_quantity(peer.value, peer.unit)}"


def _quantity(value: float, unit: str) -> str:
    number = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return f"{number} {unit}".rstrip()
