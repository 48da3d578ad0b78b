import socket
from collections.abc import Iterator

import pytest

from local.errors import LocalStackError
from local.ports import Ports


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield int(holder.getsockname()[1])


def test_the_address_is_8080_unless_a_variable_moves_it() -> None:
    assert Ports.from_environment({}).front == 8080
    moved = Ports.from_environment({"PORT": "9000", "VALKEY_PORT": "6400", "STRIPE_PORT": ""})
    assert (moved.front, moved.valkey) == (9000, 6400)
    assert moved.stripe != moved.auth


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1"])
def test_what_is_not_a_port_is_refused_by_its_variable(text: str) -> None:
    with pytest.raises(LocalStackError, match="PORT must be a port between 1 and 65535"):
        Ports.from_environment({"PORT": text})


@pytest.mark.parametrize(("name", "variable"), [("front", "PORT"), ("auth", "FIREBASE_AUTH_PORT")])
def test_a_taken_port_is_named_with_the_variable_that_moves_ours(name: str, variable: str, taken: int) -> None:
    with pytest.raises(LocalStackError, match=rf"^Port {taken} is in use.*{variable}=\d+ make up\.$"):
        Ports(**{name: taken}).require_free()


def test_free_ports_are_let_pass() -> None:
    Ports().require_free()
