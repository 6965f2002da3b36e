"""Digests, base64 and signatures in forms, by known values."""

import pytest

from tests.unit.forms.expressions import evaluated

FIELDS = {"empty": ("text", "")}
BY_ALGORITHM = {
    "MD5": "VS4hzUzZkYZ448Gg30kbww==",
    "SHA-1": "N6pjx3OY2VRHMmLhoAV8HmMu2nc=",
    "SHA-256": "uU9vElx546X/qoJvWEwQ1SraZp5nYgUbgmtVd20FrtI=",
    "SHA-384": "zJTsPphzwLmnJIZEKVj2cQZ833e5QnQW0DFEDMYgQeLuE0RJhEfsDO2fcENGG9Hz",
    "SHA-512": "4nMrrtyj6sFAeChjfeHbynAsP8ns4Wz1Nt241hOc2F3+dGS4I1spgm9gjM9KxkPi"
    "mxnGN4WKPYcQpZER30LdtQ==",
}


@pytest.mark.parametrize(("algorithm", "expected"), BY_ALGORITHM.items())
def test_a_digest_is_base64_unless_asked_otherwise(algorithm, expected):
    assert evaluated(f"digest('some text', '{algorithm}')") == expected
    assert evaluated(f"digest('some text', '{algorithm}', 'base64')") == expected


SIGNED = (
    "+bZ+hlGPMyUuWJETlXKvJKol879/Uf3OER9NWWeX64TX759AxbRw1mF4T4+IDIzae498BDVxZufmfeBqono9AOec"
    "n+WunuaVsOaNrg=="
)
KEY = "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w="


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("digest('some text', 'MD5', 'hex')", "552e21cd4cd9918678e3c1a0df491bc3"),
        ("digest('abc', 'SHA-1', 'hex')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("digest('abc', 'sha1', 'HEX')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("digest('政务', 'MD5', 'hex')", "cb8b96e188c7febe6c940c3cb52262da"),
        ("digest('abc', concat('SHA', '-3'))", ""),
        ("digest('abc', 'MD5', concat('o', 'ct'))", ""),
        ("base64-decode('SGVsbG8=')", "Hello"),
        ("base64-decode('SGVsbG8')", "Hello"),
        ("base64-decode('w6nDqMOx')", "éèñ"),
        ("base64-decode('8J+lsA==')", "🥰"),
        ("base64-decode('AGEAYgBj')", "abc"),
        ("base64-decode('/w==')", ""),
        ("base64-decode('a')", ""),
        ("base64-decode('甲')", ""),
        ("base64-decode(/data/empty)", ""),
        (f"extract-signed('{SIGNED}', '{KEY}')", "真实数据"),
        (f"extract-signed('{SIGNED[:-8]}AAAAA', '{KEY}')", ""),
        (f"extract-signed('{SIGNED}', '{KEY[:-4]}AAA=')", ""),
        (f"extract-signed('{SIGNED}', 'Zm9v')", ""),
        (f"extract-signed('Zm9v', '{KEY}')", ""),
        (f"extract-signed('甲', '{KEY}')", ""),
        ("depend('甲', 'b', 3)", "甲"),
        ("string(is-selected('a b', 'b'))", "true"),
        ("string(is-selected('ab', 'b'))", "false"),
    ],
)
def test_digests_and_base64_come_out(expression, expected):
    assert evaluated(expression, **FIELDS) == expected
