"""An address typed at the desk is no way into the network behind it."""

import ssl
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.receiver import Receiver
from tests.fixtures.secure_receiver import NAME, OTHER_NAME, Names
from vigie.core import webhooks
from vigie.core.destinations import Forbidden, Reach, resolve
from vigie.core.webhooks import Outcome

SECRET = "s3cret-of-the-receiver"
HERE = ip_network("127.0.0.0/8")
INSIDE = [
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",  # noqa: S104 - looked at, not listened on
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.5",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.7",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
]


def post(url: str, reach: Reach) -> Outcome:
    return webhooks.post_signed(url, {}, secret=SECRET, delivery="one", reach=reach)


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_not_of_the_internet_is_out_of_reach(address: str) -> None:
    assert not Reach().allows(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"]
)
def test_what_is_of_the_internet_is_within_reach(address: str) -> None:
    assert Reach().allows(ip_address(address))


def test_a_network_that_the_operator_names_is_within_reach_and_no_other() -> None:
    reach = Reach((ip_network("10.20.0.0/16"), ip_network("fd12::/16")))
    assert reach.allows(ip_address("10.20.3.4"))
    assert reach.allows(ip_address("fd12::9"))
    assert not reach.allows(ip_address("10.21.3.4"))
    assert not reach.allows(ip_address("127.0.0.1"))


@given(st.integers(0, 2**32 - 1))
def test_an_address_written_in_the_other_version_is_judged_alike(number: int) -> None:
    plain = ip_address(number)
    mapped = ip_address(f"::ffff:{plain}")
    assert Reach().allows(mapped) == Reach().allows(plain)


def test_a_name_that_leads_inside_by_one_of_its_addresses_is_refused(names: Names) -> None:
    names.lead("two.example", ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(Forbidden):
        resolve("two.example", 443, Reach())


@pytest.mark.parametrize("way", ["127.0.0.1", "localhost", "0177.0.0.1", "2130706433", "0x7f.1"])
def test_nothing_is_posted_to_this_machine_however_it_is_written(
    receiver: Receiver, way: str
) -> None:
    url = f"http://{way}:{urlsplit(receiver.url).port}/hook"
    assert post(url, Reach()) in {Outcome.FORBIDDEN, Outcome.UNREACHABLE}
    assert receiver.posted == []


def test_a_redirect_inside_is_not_followed(receiver: Receiver) -> None:
    receiver.statuses, receiver.location = [307], receiver.url
    assert post(receiver.url, Reach((HERE,))) == Outcome.REFUSED
    assert len(receiver.posted) == 1


def test_a_receiver_inside_is_told_under_tls_by_its_name(
    secure_receiver: Receiver, authority: Path
) -> None:
    reach = Reach((HERE,), str(authority / "ca.pem"))
    assert post(secure_receiver.url, reach) == Outcome.DELIVERED
    (posted,) = secure_receiver.posted
    assert posted.headers["Host"] == urlsplit(secure_receiver.url).netloc


def test_the_connection_goes_to_the_address_that_was_checked(
    secure_receiver: Receiver, authority: Path, names: Names
) -> None:
    """The name is asked for once: what it answers next time leads nowhere."""
    names.lead(NAME, ["127.0.0.1"], ["127.9.9.9"])
    reach = Reach((HERE,), str(authority / "ca.pem"))
    assert post(secure_receiver.url, reach) == Outcome.DELIVERED
    assert names.asked == [NAME]


def test_a_certificate_of_nobody_known_is_refused(secure_receiver: Receiver) -> None:
    assert post(secure_receiver.url, Reach((HERE,))) == Outcome.UNREACHABLE
    assert secure_receiver.posted == []


def test_a_certificate_of_another_name_is_refused(
    secure_receiver: Receiver, authority: Path
) -> None:
    reach = Reach((HERE,), str(authority / "ca.pem"))
    url = secure_receiver.url.replace(NAME, OTHER_NAME)
    assert post(url, reach) == Outcome.UNREACHABLE
    assert secure_receiver.posted == []


def test_the_next_address_of_a_name_is_tried(
    secure_receiver: Receiver, authority: Path, names: Names
) -> None:
    names.lead(NAME, ["::1", "127.0.0.1"])
    reach = Reach((HERE, ip_network("::1")), str(authority / "ca.pem"))
    assert post(secure_receiver.url, reach) == Outcome.DELIVERED


def test_the_usual_authorities_stay_trusted_beside_ours(authority: Path) -> None:
    context = webhooks._trusted(str(authority / "ca.pem"))
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert len(context.get_ca_certs()) > 1
