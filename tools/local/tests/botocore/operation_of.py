"""Finds the operation of AWS that a recorded request is, in botocore's service models."""

import re
from urllib.parse import parse_qsl, urlsplit

import botocore.session

SERVICES = [
    "application-autoscaling",
    "cloudwatch",
    "dynamodb",
    "events",
    "lambda",
    "s3",
    "sagemaker",
    "sagemaker-runtime",
]

_session = botocore.session.get_session()
_models = [_session.get_service_model(name) for name in SERVICES]


def operation_of(request):
    """Returns the operation's model and the values in its path; None for an operation that no model has."""
    signing_name = _signing_name(request)
    for model in _models:
        if model.signing_name != signing_name:
            continue
        found = _by_target(model, request) or _by_path(model, request)
        if found:
            return found
    return None


def _signing_name(request):
    credential = dict(request["query"]).get("X-Amz-Credential", "")
    scope = credential or request["headers"].get("authorization", "")
    found = re.search(r"/\d{8}/[^/]+/([^/]+)/aws4_request", scope)
    return found and found.group(1)


def _by_target(model, request):
    prefix, _, name = request["headers"].get("x-amz-target", "").rpartition(".")
    if prefix and prefix == model.metadata.get("targetPrefix") and name in model.operation_names:
        return model.operation_model(name), {}
    return None


def _by_path(model, request):
    if "x-amz-target" in request["headers"] or not model.metadata["protocol"].startswith("rest"):
        return None
    query = dict(request["query"])
    names = [query["x-id"]] if "x-id" in query else model.operation_names
    # Of two operations with the same path, the one that also fixes a part of the query is meant.
    for name in sorted(names, key=lambda one: -len(_uri(model, one))):
        path, fixed = _template(_uri(model, name))
        found = path.fullmatch(request["path"])
        same = model.operation_model(name).http["method"] == request["method"]
        if same and found and fixed.items() <= query.items():
            return model.operation_model(name), found.groupdict()
    return None


def _uri(model, name):
    return model.operation_model(name).http["requestUri"]


def _template(uri):
    """The path as a pattern, whose groups are named like the parameters, and the fixed part of the query."""
    url = urlsplit(uri)
    parts = re.split(r"\{(\w+\+?)\}", url.path)
    pattern = "".join(
        f"(?P<{part.rstrip('+')}>{'.+' if part.endswith('+') else '[^/]+'})" if at % 2 else re.escape(part)
        for at, part in enumerate(parts)
    )
    return re.compile(pattern + "/?"), dict(parse_qsl(url.query, keep_blank_values=True))
