"""The event a function gets and the answer the caller gets, as on the platform."""

import base64
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from local.front.server import FrontServer

SECONDS = 30


def seen_by_echo(front: FrontServer, method: str = "GET", path: str = "", **rest: Any) -> dict[str, Any]:
    answer = requests.request(method, f"{front.origin}/api/echo{path}", timeout=SECONDS, **rest)
    seen: dict[str, Any] = answer.json()
    return seen


def answered(front: FrontServer, result: Any) -> requests.Response:
    return requests.post(f"{front.origin}/api/answer", json=result, timeout=SECONDS)


def test_the_event_has_exactly_the_fields_of_a_raw_call(front: FrontServer) -> None:
    event = seen_by_echo(front, path="/rest/of?clinic=c_1&clinic=c_2&q=%C3%A9")["event"]
    assert set(event) == {"http"}
    http = event["http"]
    assert set(http) == {"method", "path", "headers", "queryString", "body", "isBase64Encoded"}
    assert (http["method"], http["path"]) == ("GET", "/rest/of")
    assert http["queryString"] == "clinic=c_1&clinic=c_2&q=%C3%A9"
    assert (http["body"], http["isBase64Encoded"]) == ("", False)


def test_the_path_of_the_function_itself_is_empty_and_answers_without_a_redirect(front: FrontServer) -> None:
    assert seen_by_echo(front, "POST", allow_redirects=False)["event"]["http"]["path"] == ""


def test_header_names_are_lower_case_and_say_where_the_call_came_from(front: FrontServer) -> None:
    given = {"Idempotency-Key": "k", "X-Forwarded-For": "203.0.113.7", "Authorization": "Bearer t"}
    headers = seen_by_echo(front, headers=given)["event"]["http"]["headers"]
    assert (headers["idempotency-key"], headers["authorization"]) == ("k", "Bearer t")
    assert all(name == name.lower() for name in headers)
    assert headers["x-forwarded-for"] == "203.0.113.7, 127.0.0.1"
    assert headers["x-forwarded-proto"] == "http"
    assert len(headers["x-request-id"]) == 32


@pytest.mark.parametrize("kind", ["application/json", "application/octet-stream", "image/png", ""])
def test_json_and_binary_bodies_arrive_in_base64(kind: str, front: FrontServer) -> None:
    http = seen_by_echo(front, "POST", data=b'{"a":1}', headers={"Content-Type": kind})["event"]["http"]
    assert http["isBase64Encoded"] is True
    assert base64.b64decode(http["body"]) == b'{"a":1}'


@pytest.mark.parametrize("kind", ["text/plain; charset=utf-8", "application/x-www-form-urlencoded"])
def test_text_bodies_arrive_as_they_are(kind: str, front: FrontServer) -> None:
    data = "café=1".encode()
    http = seen_by_echo(front, "POST", data=data, headers={"Content-Type": kind})["event"]["http"]
    assert (http["body"], http["isBase64Encoded"]) == ("café=1", False)


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH"])
def test_every_method_reaches_the_function(method: str, front: FrontServer) -> None:
    assert seen_by_echo(front, method)["event"]["http"]["method"] == method


def test_the_context_counts_down_to_the_deadline_of_the_project(front: FrontServer) -> None:
    seen = seen_by_echo(front)
    assert seen["function_name"].endswith("/echo")
    assert 0 < seen["left"] <= 30_000
    assert abs(seen["deadline"] - (time.time() * 1000 + 30_000)) < 10_000
    assert len(set(seen["ids"])) == 2


def test_a_function_sees_its_own_environment_and_none_of_this_machines(
    front: FrontServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = requests.get(f"{front.origin}/api/environment", timeout=SECONDS).json()
    assert (seen["ENVIRONMENT"], seen["TZ"]) == ("test", "UTC")
    assert "HOME" not in seen


def test_a_dict_becomes_json_and_text_becomes_html(front: FrontServer) -> None:
    as_json = answered(front, {"body": {"a": [1, None]}})
    assert (as_json.status_code, as_json.json()) == (200, {"a": [1, None]})
    assert as_json.headers["Content-Type"] == "application/json"
    as_text = answered(front, {"body": "<p>é</p>"})
    assert (as_text.text, as_text.headers["Content-Type"]) == ("<p>é</p>", "text/html; charset=UTF-8")


def test_no_body_is_204_and_a_status_is_kept(front: FrontServer) -> None:
    assert answered(front, {}).status_code == 204
    problem = answered(
        front,
        {
            "statusCode": 409,
            "headers": {"Content-Type": "application/problem+json"},
            "body": '{"code":"slot_taken"}',
        },
    )
    assert (problem.status_code, problem.json()) == (409, {"code": "slot_taken"})
    assert problem.headers["Content-Type"] == "application/problem+json"


def test_several_values_of_one_header_are_all_sent(front: FrontServer) -> None:
    response = answered(front, {"headers": {"Vary": ["Origin", "Accept"], "X-Count": 3}, "body": "x"})
    assert response.headers["Vary"] == "Origin, Accept"
    assert response.headers["X-Count"] == "3"


def test_a_binary_answer_is_decoded_and_must_be_base64(front: FrontServer) -> None:
    headers = {"Content-Type": "image/png"}
    good = answered(front, {"headers": headers, "body": base64.b64encode(b"\x89PNG").decode()})
    assert (good.content, good.headers["Content-Type"]) == (b"\x89PNG", "image/png")
    assert answered(front, {"headers": headers, "body": "not base64!"}).status_code == 400


def test_a_body_of_another_type_than_its_header_is_refused(front: FrontServer) -> None:
    assert answered(front, {"headers": {"Content-Type": "text/csv"}, "body": {"a": 1}}).status_code == 400


@pytest.mark.parametrize("name", ["broken", "unanswerable", "huge"])
def test_what_the_platform_could_not_answer_is_502_without_details(name: str, front: FrontServer) -> None:
    response = requests.get(f"{front.origin}/api/{name}", timeout=SECONDS)
    assert response.status_code == 502
    assert "said to the log only" not in response.text


def test_the_failure_is_in_the_log(front: FrontServer) -> None:
    requests.get(f"{front.origin}/api/broken", timeout=SECONDS)
    assert "said to the log only" in front.program.log.read_text()


def test_an_unknown_function_is_404_and_a_body_over_the_limit_413(front: FrontServer) -> None:
    assert requests.get(f"{front.origin}/api/none", timeout=SECONDS).status_code == 404
    large = requests.post(f"{front.origin}/api/echo", data=b"x" * 1_048_577, timeout=SECONDS)
    assert large.status_code == 413


def test_a_guarded_function_wants_its_secret(front: FrontServer) -> None:
    url = f"{front.origin}/api/guarded"
    assert requests.post(url, timeout=SECONDS).status_code == 401
    wrong = requests.post(url, headers={"X-Require-Whisk-Auth": "tick"}, timeout=SECONDS)
    assert wrong.status_code == 401
    right = requests.post(url, headers={"X-Require-Whisk-Auth": "tick tock"}, timeout=SECONDS)
    assert (right.status_code, right.text) == (200, "let in")


def test_200_calls_are_answered_at_the_same_time(front: FrontServer) -> None:
    def call(_: int) -> str:
        return requests.get(f"{front.origin}/api/rendezvous", timeout=SECONDS).text

    with ThreadPoolExecutor(200) as pool:
        assert set(pool.map(call, range(200))) == {"met"}
