"""Who is refused, and what a text from a file can do to the page: nothing."""

import pytest

from vonlinks.errors import RequestError
from vonlinks.web import serve

PENDING, HOSTILE = "a" * 16, "d" * 16
HOST = "127.0.0.1:8080"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8080", "localhost:8080", "[::1]:8080", "LOCALHOST"])
def test_own_hosts_are_welcome(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost@evil.example",
        "[::1",
        "",
        "a b",
        "10.0.0.5",
    ],
)
def test_foreign_hosts_are_refused(client, host):
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "localhost only" in answer.json()["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example", "x-vonlinks": "1"},
        {"origin": "http://127.0.0.1:9090", "x-vonlinks": "1"},
        {"origin": "null", "x-vonlinks": "1"},
        {"sec-fetch-site": "cross-site", "x-vonlinks": "1"},
        {"sec-fetch-site": "same-site", "x-vonlinks": "1"},
        {"origin": f"http://{HOST}"},
        {},
    ],
)
def test_only_our_own_page_may_change_something(client, library, headers):
    answer = client.post(f"/api/photos/{PENDING}/confirm", json={"everything": True}, headers=headers)
    assert answer.status_code == 403
    assert library.history == []


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", "::", ""])  # noqa: S104 - must be refused
def test_serving_elsewhere_is_refused_in_one_sentence(library, host):
    with pytest.raises(RequestError, match=r"^The page has no accounts yet.*\.$"):
        serve(library, host=host)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_is_none_is_refused(library, port):
    with pytest.raises(RequestError, match="from 1 to 65535"):
        serve(library, port=port)


@pytest.mark.parametrize(
    "address", ["/", f"/photos/{HOSTILE}", f"/review/{HOSTILE}", "/search?q=<script>x", "/people?q=<script>x"]
)
def test_text_from_files_and_queries_stays_text(client, address):
    html = client.get(address).text
    assert "<script>alert" not in html
    assert "<script>x" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "address", ["/", "/nowhere", "/static/base.css", f"/photos/{PENDING}/thumbnail", "/api/people"]
)
def test_every_answer_carries_the_protecting_headers(client, address):
    headers = client.get(address).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_pages_need_nothing_that_the_policy_forbids(client):
    for address in ("/", f"/photos/{PENDING}", f"/review/{PENDING}", "/people", "/import", "/search?q=Eva", "/caption"):
        html = client.get(address).text
        assert " style=" not in html
        assert "<style" not in html
        assert "//" not in html.replace("<!doctype", "").replace("http://127.0.0.1", "")


@pytest.mark.parametrize(
    "address",
    [
        "/photos/..%2F..%2Fetc%2Fpasswd",
        "/photos/%2Fetc%2Fpasswd/preview",
        "/photos/AAAAAAAAAAAAAAAA/thumbnail",
        "/faces/..%2F1/crop",
        f"/faces/{PENDING}-x/crop",
        f"/review/{PENDING}%0A",
        "/static/..%2Fapp.py",
        "/static/../app.py",
    ],
)
def test_paths_are_never_asked_for(client, library, address):
    assert client.get(address).status_code == 404
    assert library.asked == []
