"""The tests themselves speak to no other machine."""

from __future__ import annotations

import socket

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_a_connection_beyond_this_machine_fails(address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as one, pytest.raises(AssertionError, match="wanted to speak to"):
        one.connect((address, 9))


def test_a_connection_to_this_machine_does_not():
    with socket.socket() as listening, socket.socket() as calling:
        listening.bind(("127.0.0.1", 0))
        listening.listen(1)
        calling.connect(listening.getsockname())
