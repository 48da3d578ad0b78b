"""`openapi.json`, from the contracts."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from common.http.contract import Contract, Operation
from common.http.fields import Request

_TEMPLATE = "#/components/schemas/{model}"
_PEOPLES = ("firebase", "link")
Json = dict[str, Any]


def document(contracts: dict[str, Contract]) -> Json:
    """An OpenAPI 3.1 document of every function that people and their programs call."""
    operations = [(c, o) for c in contracts.values() if c.authentication in _PEOPLES for o in c.operations]
    schemas, definitions = models_json_schema(
        [(o.request, "validation") for _, o in operations] + [(o.response, "serialization") for _, o in operations],
        ref_template=_TEMPLATE,
    )
    components = {**definitions.get("$defs", {}), "Problem": _PROBLEM}
    paths: Json = {}
    for contract, operation in operations:
        request = components[schemas[operation.request, "validation"]["$ref"].rsplit("/", 1)[1]]
        response = schemas[operation.response, "serialization"]
        paths.setdefault(f"/{contract.name}", {})[operation.method.lower()] = _operation(
            contract, operation, request, schemas[operation.request, "validation"], response
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Calendersome", "version": "1", "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": "/api"}],
        "paths": paths,
        "components": {"schemas": dict(sorted(components.items())), "securitySchemes": {"firebase": _BEARER}},
    }


def _operation(
    contract: Contract, operation: Operation[Request], request: Json, reference: Json, response: Json
) -> Json:
    described: Json = {
        "operationId": f"{contract.name}_{operation.method.lower()}",
        "summary": operation.summary,
        "parameters": _common_parameters(contract, operation),
        "responses": {
            "200": {"description": "Done", "content": {"application/json": {"schema": response}}},
            "default": {
                "description": "Refused",
                "content": {"application/problem+json": {"schema": {"$ref": _TEMPLATE.format(model="Problem")}}},
            },
        },
        "security": [] if operation.is_public or contract.authentication == "link" else [{"firebase": []}],
    }
    if operation.method in {"GET", "DELETE"}:
        described["parameters"] += _query_parameters(request)
    else:
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": reference}}}
    return described


def _common_parameters(contract: Contract, operation: Operation[Request]) -> list[Json]:
    parameters: list[Json] = []
    if contract.authentication == "link":  # the link says which clinic, and what may be done
        return parameters
    if contract.addressed_by == "clinic":
        parameters.append({"name": "clinic", "in": "query", "required": True, "schema": {"type": "string"}})
    if not operation.is_public and len(operation.roles) > 1:
        roles = {"type": "string", "enum": [str(role) for role in operation.roles]}
        parameters.append({"name": "as", "in": "query", "required": False, "schema": roles})
    if operation.writes:
        key = {"type": "string", "minLength": 16, "maxLength": 64}
        parameters.append({"name": "Idempotency-Key", "in": "header", "required": True, "schema": key})
    return parameters


def _query_parameters(schema: Json) -> list[Json]:
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": field}
        for name, field in schema.get("properties", {}).items()
    ]


_BEARER = {"type": "http", "scheme": "bearer", "bearerFormat": "Firebase ID token"}
_PROBLEM: Json = {
    "type": "object",
    "description": "What went wrong (RFC 9457). `code` is stable; `detail` is a sentence a person can act on.",
    "required": ["type", "title", "status", "code", "detail", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "field": {"type": "string"},
        "request_id": {"type": "string"},
        "nearest": {"type": "array", "items": {"$ref": _TEMPLATE.format(model="SlotView")}},
        "returned_minor": {"type": "integer"},
        "receipt": {"$ref": _TEMPLATE.format(model="ReceiptView")},
    },
}
