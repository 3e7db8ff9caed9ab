from inspector.wire.opening.headers import values, with_own_headers


def test_own_headers_stand_where_the_standard_ones_stood():
    standard = [("Host", "a"), ("Upgrade", "websocket")]
    own = [("x-b", "1"), ("hOST", "b"), ("X-B", "2"), ("host", "c")]
    assert with_own_headers(standard, own) == [
        ("hOST", "b"),
        ("host", "c"),
        ("Upgrade", "websocket"),
        ("x-b", "1"),
        ("X-B", "2"),
    ]
    assert values([("A", "1, 2"), ("a", "3")], "A") == ["1", "2", "3"]
    assert values([], "A") == []
