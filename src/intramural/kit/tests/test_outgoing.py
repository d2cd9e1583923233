"""Whom we ask, and whom nobody can make us ask."""

from __future__ import annotations

import socket
import threading

import pytest

from intramural.kit import outgoing
from intramural.kit.outgoing import Hosts, NotSent, Refused, Target, Unanswered

HOSTS = Hosts(("push.example.com", "*.notify.example.net", "127.0.0.1:8099", "localhost:8443", "::1:8099"))


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://push.example.com/abc", "push.example.com", 443, "/abc"),
        ("https://PUSH.example.com:443/abc?d=e", "push.example.com", 443, "/abc?d=e"),
        ("https://push.example.com", "push.example.com", 443, "/"),
        ("https://wns2.notify.example.net/w/?token=a%2b", "wns2.notify.example.net", 443, "/w/?token=a%2b"),
        ("http://127.0.0.1:8099/x", "127.0.0.1", 8099, "/x"),
        ("https://localhost:8443/x", "localhost", 8443, "/x"),
        ("http://[::1]:8099/x", "::1", 8099, "/x"),
    ],
)
def test_taken(url, host, port, path):
    found = HOSTS.take(url)
    assert (found.host, found.port, found.path) == (host, port, path)


@pytest.mark.parametrize(
    "url",
    [
        "", "push.example.com", "//push.example.com/", "http://push.example.com/", "ftp://push.example.com/",
        "file:///etc/passwd", "https://push.example.com:8443/", "https://push.example.com:0/", "https://push.example.com:x/",
        "https://push.example.com./", "https://push.example.com@elsewhere.example/", "https://elsewhere.example/push.example.com",
        "https://a:b@push.example.com/", "https://@push.example.com/", "https://push.example.com\\@elsewhere.example/",
        "https://push.example.com/\r\nHost: elsewhere", "https://push.example.com/ a", "https://push.example.com/é",
        "https://push.example.com/#a", "https://notify.example.net/", "https://evilnotify.example.net/",
        "https://notify.example.net.elsewhere.example/", "https://push.example.com.elsewhere.example/",
        "http://127.0.0.1/", "http://127.0.0.1:80/", "http://127.0.0.1:8098/", "http://127.1:8099/", "http://2130706433:8099/",
        "http://0x7f000001:8099/", "http://[::ffff:127.0.0.1]:8099/", "http://localhost:8099/", "http://0.0.0.0:8099/",
        "https://169.254.169.254/", "https://10.0.0.1/", "https://[fe80::1]/", "https://[", "https://push.example.com/" + "a" * 1000,
    ],
)  # fmt: skip
def test_refused(url):
    with pytest.raises(Refused):
        HOSTS.take(url)


NAMED = Target("https", "push.example.com", 443, "/")
BELOW = Target("https", "a.notify.example.net", 443, "/", is_named=False)
HERE = Target("http", "127.0.0.1", 8099, "/")


@pytest.mark.parametrize(
    ("address", "named", "below", "here"),
    [
        ("93.184.215.14", True, True, False),
        ("2606:2800:220:1::1", True, True, False),
        ("10.1.2.3", True, False, False),
        ("fd00::1", True, False, False),
        ("127.0.0.1", False, False, True),
        ("::1", False, False, True),
        ("::ffff:127.0.0.1", False, False, True),
        ("::ffff:169.254.169.254", False, False, False),
        ("169.254.169.254", False, False, False),
        ("fe80::1%eth0", False, False, False),
        ("0.0.0.0", False, False, False),
        ("224.0.0.1", False, False, False),
        ("nonsense", False, False, False),
    ],
)
def test_where_a_name_may_lead(address, named, below, here):
    assert [outgoing.may_be_asked(address, target) for target in (NAMED, BELOW, HERE)] == [named, below, here]


def test_a_name_that_leads_inside_is_not_asked(monkeypatch):
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: inside)
    with pytest.raises(Refused):
        outgoing.post("https://push.example.com/", b"", {}, hosts=HOSTS)


def test_a_name_that_nobody_knows_is_not_sent(monkeypatch):
    def nobody(*given, **more):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(NotSent):
        outgoing.post("https://push.example.com/", b"", {}, hosts=HOSTS)


@pytest.fixture
def peer():
    """A machine that listens, and says what it is told to say."""
    listening = socket.create_server(("127.0.0.1", 0))
    yield listening
    listening.close()


def url(peer, scheme="http"):
    return f"{scheme}://127.0.0.1:{peer.getsockname()[1]}/x"


def hosts(peer):
    return Hosts((f"127.0.0.1:{peer.getsockname()[1]}",))


def answering(peer, words):
    def answer():
        line, _ = peer.accept()
        with line:
            line.recv(65536)
            line.sendall(words)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()


def test_an_answer_is_its_status_and_headers(peer):
    answering(peer, b"HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:1/\r\nRetry-After: 9\r\n\r\n" + b"x" * 100)
    found = outgoing.post(url(peer), b"words", {"TTL": "1"}, hosts=hosts(peer))
    assert (found.status, found.headers["retry-after"]) == (307, "9")


@pytest.mark.parametrize("words", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 201 Created\r\n" + b"a: b\r\n" * 200])
def test_what_is_no_answer_leaves_it_open(peer, words):
    answering(peer, words)
    with pytest.raises(Unanswered):
        outgoing.post(url(peer), b"words", {}, hosts=hosts(peer))


def test_silence_ends_in_time(peer):
    with pytest.raises(Unanswered):
        outgoing.post(url(peer), b"words", {}, hosts=hosts(peer), seconds=0.2)


def test_who_shakes_no_hands_is_sent_nothing(peer):
    with pytest.raises(NotSent):
        outgoing.post(url(peer, "https"), b"words", {}, hosts=hosts(peer), seconds=0.2)


def test_nobody_there(peer):
    there, known = url(peer), hosts(peer)
    peer.close()
    with pytest.raises(NotSent):
        outgoing.post(there, b"words", {}, hosts=known)
