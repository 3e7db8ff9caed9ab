import ssl
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from inspector.wire.dialling.certificate import read_certificate
from tests.support.certificates import EXPIRED, LOCALHOST, OTHER

DER = ssl.PEM_cert_to_DER_cert(LOCALHOST.read_text())


def test_the_same_as_openssl_says():
    for path in (LOCALHOST, OTHER, EXPIRED):
        read = read_certificate(ssl.PEM_cert_to_DER_cert(path.read_text()))
        said = ssl._ssl._test_decode_cert(str(path))
        assert read is not None
        assert read.not_before.timestamp() == ssl.cert_time_to_seconds(said["notBefore"])
        assert read.not_after.timestamp() == ssl.cert_time_to_seconds(said["notAfter"])
        assert list(read.names) == [name for _, name in said["subjectAltName"]]
        assert f"CN={dict(said['subject'][0])['commonName']}" in read.subject


@given(st.binary())
def test_garbage_is_no_certificate(data: bytes):
    assert read_certificate(data) is None


@given(st.integers(0, len(DER) - 1), st.integers(0, 255), st.integers(0, len(DER)))
def test_a_damaged_certificate_is_none_or_has_everything(position: int, value: int, end: int):
    damaged = bytearray(DER)
    damaged[position] = value
    for data in (bytes(damaged), bytes(damaged[:end])):
        read = read_certificate(data)
        assert data != DER or read == read_certificate(DER)
        if read is not None:
            assert read.not_before.tzinfo is read.not_after.tzinfo is UTC
            assert all(isinstance(text, str) for text in (read.subject, *read.names))
            assert len(read.names) <= len(data)


@given(st.integers(1, len(DER) - 1))
def test_a_certificate_that_is_cut_off_is_none(end: int):
    assert read_certificate(DER[:end]) is None
