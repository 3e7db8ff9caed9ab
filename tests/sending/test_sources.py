"""Files that are read while they are sent, and change meanwhile."""

from pathlib import Path

import pytest

from inspector.sending.sources import BLOCK, MemorySource, open_file


async def test_a_file_is_read_in_pieces_of_any_size(tmp_path: Path):
    file = tmp_path / "data"
    content = bytes(range(256)) * 1024
    file.write_bytes(content)
    async with open_file(file) as source:
        assert source.size == len(content)
        pieces = [await source.read(size) for size in (1, 0, 1000, BLOCK - 1, 2 * BLOCK, 10**9)]
    assert [len(piece) for piece in pieces[:5]] == [1, 0, 1000, BLOCK - 1, 2 * BLOCK]
    assert b"".join(pieces) == content


async def test_what_a_file_gains_is_not_read(tmp_path: Path):
    file = tmp_path / "log"
    file.write_bytes(b"then")
    async with open_file(file) as source:
        with file.open("ab") as more:
            more.write(b" and now")
        assert await source.read(100) == b"then"
        assert await source.read(100) == b""


async def test_what_a_file_loses_is_missing(tmp_path: Path):
    file = tmp_path / "data"
    file.write_bytes(bytes(2 * BLOCK))
    async with open_file(file) as source:
        assert len(await source.read(BLOCK)) == BLOCK
        with file.open("ab") as cut:
            cut.truncate(BLOCK + 10)
        assert source.size == 2 * BLOCK
        assert await source.read(BLOCK) == bytes(10)


async def test_no_file(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        async with open_file(tmp_path / "none"):
            pass


async def test_the_rest_of_a_character():
    source = MemorySource("aé€".encode())
    rests = []
    while await source.read(1):
        rests.append(source.rest_of_character())
    assert rests == [b"", b"\xa9", b"", b"\x82\xac", b"\xac", b""]
