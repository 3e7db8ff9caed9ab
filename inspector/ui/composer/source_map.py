"""From a place in rendered text back to what a person wrote there."""

from bisect import bisect_right

from inspector.payloads import Span
from inspector.variables import Rendered
from inspector.variables.syntax import TOKEN


class SourceMap:
    """Finds the span of `source` that became a character of `rendered.text`."""

    def __init__(self, source: str, rendered: Rendered) -> None:
        uses = {use.start: use for use in rendered.uses}
        self._pieces = [(0, 0, 1)]
        """Where a piece begins in the text and in the source, and how many characters of the
        source are meant by one of its own: 1 where it stands as it was written."""
        shift = 0  # what the text is ahead of the source
        for token in TOKEN.finditer(source):
            start, end = token.end("kept"), token.end()
            if use := uses.get(start):
                out_start, out_end = use.out_start, use.out_end
            elif token["escape"]:
                out_start, out_end, end = start + shift, start + shift, start + 1
            else:
                out_start, out_end = start + shift, start + shift + 1
            self._pieces.append((out_start, start, end - start))
            self._pieces.append((out_end, end, 1))
            shift = out_end - end

    def source_of(self, position: int) -> Span:
        """The character at `position`, or the variable that put it there."""
        out_start, start, width = self._pieces[
            bisect_right(self._pieces, position, key=lambda piece: piece[0]) - 1
        ]
        return Span(start if width > 1 else start + position - out_start, width, "error")
