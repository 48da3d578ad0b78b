from pathlib import Path

import pytest
import redis

from local.errors import LocalStackError, PartError
from local.valkey import Valkey, ValkeyCluster


def connect(server: Valkey) -> redis.Redis:
    return redis.Redis.from_url(server.url, decode_responses=True)


def test_it_keeps_what_it_acknowledged_through_kill_9(tmp_path: Path) -> None:
    with Valkey(tmp_path / "data") as server:
        with connect(server) as client:
            client.set("c:{1}:slot", "booked")
        port = server.port
        server.restart()
        assert server.port == port
        with connect(server) as client:
            assert client.get("c:{1}:slot") == "booked"


def test_it_keeps_its_data_for_the_next_server_on_the_folder(tmp_path: Path) -> None:
    with Valkey(tmp_path / "data") as server, connect(server) as client:
        client.set("k", "v")
    with Valkey(tmp_path / "data") as server, connect(server) as client:
        assert client.get("k") == "v"


def test_it_runs_with_the_durable_settings_and_on_loopback_only(tmp_path: Path) -> None:
    with Valkey(tmp_path / "data") as server, connect(server) as client:
        settings = client.config_get("append*", "aof-load-truncated", "maxmemory-policy", "bind", "save")
    assert settings["appendonly"] == "yes"
    assert settings["appendfsync"] == "always"
    assert settings["aof-load-truncated"] == "no"
    assert settings["maxmemory-policy"] == "noeviction"
    assert settings["bind"] == "127.0.0.1"
    assert settings["save"]


def test_it_refuses_a_log_that_was_cut_short(tmp_path: Path) -> None:
    server = Valkey(tmp_path / "data")
    with server, connect(server) as client:
        client.set("k", "v")
    log = next((tmp_path / "data" / "appendonlydir").glob("*.incr.aof"))
    log.write_bytes(log.read_bytes()[:-3])
    with pytest.raises(PartError, match="Valkey did not start"):
        server.start()


def test_it_refuses_a_second_server_on_the_same_folder(tmp_path: Path) -> None:
    with Valkey(tmp_path / "data") as first:
        named = rf"^Process {first.program.pid} works on .*: stop that local stack first\.$"
        with pytest.raises(LocalStackError, match=named):
            Valkey(tmp_path / "data").start()


@pytest.mark.cluster
def test_three_nodes_answer_as_one_cluster_after_a_restart_too(tmp_path: Path) -> None:
    with ValkeyCluster(tmp_path) as cluster:
        with redis.RedisCluster("127.0.0.1", cluster.nodes[1].port, decode_responses=True) as client:
            for clinic in range(30):
                client.set(f"c:{{{clinic}}}:name", clinic)
            owners = {client.get_node_from_key(f"c:{{{clinic}}}:name").port for clinic in range(30)}
            assert owners == {node.port for node in cluster.nodes}
        cluster.nodes[2].restart()
        with redis.RedisCluster("127.0.0.1", cluster.nodes[1].port, decode_responses=True) as client:
            assert [client.get(f"c:{{{clinic}}}:name") for clinic in range(30)] == [str(n) for n in range(30)]
