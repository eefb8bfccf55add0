"""Reads a recorded request back into the parameters of its operation, as a caller of boto3 would give them."""

import base64
import json
from datetime import datetime, timezone
from urllib.parse import unquote


def parameters_of(operation, path_values, request):
    body = base64.b64decode(request["body"])
    shape = operation.input_shape
    if shape is None:
        return {}
    if "x-amz-target" in request["headers"]:
        return from_json(shape, json.loads(body or b"{}"))
    payload = shape.serialization.get("payload")
    given = {payload: body} if payload else from_json(shape, json.loads(body or b"{}"))
    query, headers = dict(request["query"]), request["headers"]
    for name, member in shape.members.items():
        location = member.serialization.get("location")
        wire = member.serialization.get("name", name)
        if location == "uri":
            given[name] = unquote(path_values[wire])
        elif location == "querystring" and wire in query:
            given[name] = _from_text(member, query[wire])
        elif location == "header" and wire.lower() in headers:
            given[name] = _from_text(member, headers[wire.lower()])
    return given


def from_json(shape, value):
    """A value of a JSON document. A member without a shape stays as it is: the validator names it."""
    if shape is None or value is None:
        return value
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        by_wire_name = {m.serialization.get("name", name): (name, m) for name, m in shape.members.items()}
        named = {wire: by_wire_name.get(wire, (wire, None)) for wire in value}
        return {named[wire][0]: from_json(named[wire][1], inner) for wire, inner in value.items()}
    if kind == "list" and isinstance(value, list):
        return [from_json(shape.member, inner) for inner in value]
    if kind == "map" and isinstance(value, dict):
        return {key: from_json(shape.value, inner) for key, inner in value.items()}
    if kind == "timestamp" and isinstance(value, (int, float)):
        return datetime.fromtimestamp(value, timezone.utc)
    if kind == "blob" and isinstance(value, str):
        return base64.b64decode(value)
    return value


def _from_text(shape, text):
    if shape.type_name in ("integer", "long"):
        return int(text)
    if shape.type_name == "boolean":
        return text == "true"
    return text
