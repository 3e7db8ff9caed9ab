import ssl

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
def test_a_damaged_certificate_raises_nothing(position: int, value: int, end: int):
    damaged = bytearray(DER)
    damaged[position] = value
    read_certificate(bytes(damaged))
    read_certificate(bytes(damaged[:end]))
