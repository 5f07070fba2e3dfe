"""Coming to the desk by its bare address."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.urls("vigie.config.urls.desk")
def test_the_bare_address_of_a_desk_process_leads_to_the_desk(client: Client) -> None:
    answer = client.get("/", headers={"Accept-Language": "es"}, follow=True)
    assert answer.status_code == 200
    assert [address for address, _status in answer.redirect_chain] == [
        "/es/",
        "/es/desk/",
        "/es/accounts/login/?next=/es/desk/",
    ]


@pytest.mark.urls("vigie.config.urls.embedded")
def test_where_the_portal_is_served_too_its_home_page_stands_there(client: Client) -> None:
    assert client.get("/es/").resolver_match.view_name == "public:home"
