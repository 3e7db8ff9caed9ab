import json

from inspector.variables import BUILT_INS, help_rows


def test_every_built_in_and_the_syntax_are_there_and_nothing_is_unknown() -> None:
    rows = help_rows()
    written = [row.written for row in rows]
    assert {"{{" + name + "}}" for name in BUILT_INS} <= set(written)
    gives = dict(zip(written, (row.gives for row in rows), strict=True))
    assert gives["{{ name }}"] == "Ada"
    assert gives["{{env:USER}}"] == "ada"
    assert gives[r"\{{name}}"] == "{{name}}"
    assert json.loads(gives['"{{greeting}}"']) == 'Say "hello", Ada'
    assert [row for row in rows if row.written != r"\{{name}}" and "{{" in row.gives] == []
    assert all(row.meaning for row in rows)
