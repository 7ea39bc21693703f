"""The QR of a code: the address in upper case, as few modules as it takes, and a quiet zone."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from app.posters import qr

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("base_url", "address"),
    [
        ("https://heridag.example", "HTTPS://HERIDAG.EXAMPLE/C/4F7K2Q"),
        ("http://192.168.1.20:8000", "HTTP://192.168.1.20:8000/C/4F7K2Q"),
    ],
)
def test_it_makes_a_whole_address_in_upper_case(base_url: str, address: str) -> None:
    assert qr.address(base_url, "4F7K2Q") == address


def test_it_shortens_the_address_to_type() -> None:
    assert qr.short_address("https://heridag.example") == "heridag.example/kode"


def test_it_draws_fewer_modules_for_upper_case() -> None:
    address = qr.address("https://heridag.storehuset.example", "4F7K2Q")
    assert _size(qr.svg(address)) < _size(qr.svg(address.lower()))


def test_it_leaves_a_quiet_zone_of_four_modules_on_every_side() -> None:
    svg = qr.svg("HTTPS://HERIDAG.EXAMPLE/C/4F7K2Q")
    path = ElementTree.fromstring(svg).findall(f"{SVG}path")[1].attrib["d"]
    runs = [run.replace("h", " ").replace("v", " ").split()[:3] for run in path.split("M")[1:]]
    rows = [int(y) for _, y, _ in runs]
    assert min(int(x) for x, _, _ in runs) == min(rows) == 4
    assert max(int(x) + int(length) for x, _, length in runs) == max(rows) + 1 == _size(svg) - 4


def _size(svg: str) -> int:
    return int(ElementTree.fromstring(svg).attrib["viewBox"].split()[2])
