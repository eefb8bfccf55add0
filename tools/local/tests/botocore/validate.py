"""Judges recorded requests to AWS, and their answers, by botocore's service models.

  validate.py FILE   FILE has one JSON document a line: method, path, query, headers, body, status, answerHeaders, answer

Prints JSON: how often each operation was called, the error codes that were answered, and what is wrong.
"""

import base64
import collections
import json
import sys

from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from operation_of import operation_of
from parameters_of import from_json, parameters_of
from violations import violations

# Headers of the signature and of the SDK itself.
OWN = ("x-amz-date", "x-amz-security-token", "x-amz-content-sha256", "x-amz-user-agent")

# Any operation may answer these.
COMMON_ERRORS = {
    "AccessDenied",
    "AccessDeniedException",
    "ExpiredToken",
    "ThrottlingException",
    "ValidationException",
    "ValidationError",
}
# S3's operations do not declare their errors.
S3_ERRORS = {"NoSuchKey", "PreconditionFailed", "404", "403"}


def judge(line):
    request = json.loads(line)
    found = operation_of(request)
    if found is None:
        return None, None, [f"no service model has {request['method']} {request['path']}"]
    operation, path_values = found
    parameters = parameters_of(operation, path_values, request)
    wrong = violations(operation.input_shape, parameters) if operation.input_shape else []
    if "x-amz-target" not in request["headers"]:
        wrong += unknown_parts(operation, parameters, request)
    code, wrong_answer = judge_answer(operation, request)
    return operation, code, wrong + wrong_answer


def unknown_parts(operation, parameters, request):
    """Headers and parameters that botocore would not have sent for these values."""
    serializer = create_serializer(operation.service_model.metadata["protocol"])
    expected = serializer.serialize_to_request(parameters, operation)
    headers = {name.lower() for name in expected["headers"]} | set(OWN)
    sent = {name for name in request["headers"] if name.startswith("x-amz")}
    query = set(expected["query_string"]) | {"x-id"} | set(dict(_query(expected["url_path"])))
    asked = {name for name, _ in request["query"] if not name.startswith("X-Amz-")}
    return [f"header {name} is not one of its own" for name in sorted(sent - headers)] + [
        f"parameter {name} is not one of its own" for name in sorted(asked - query)
    ]


def _query(path):
    return [part.partition("=")[::2] for part in path.partition("?")[2].split("&") if part]


def judge_answer(operation, exchange):
    body = base64.b64decode(exchange["answer"])
    headers = {name.lower(): value for name, value in exchange["answerHeaders"].items()}
    is_json = "x-amz-target" in exchange["headers"]
    protocol = "json" if is_json else operation.service_model.metadata["protocol"]
    if exchange["status"] >= 300:
        answer = {"status_code": exchange["status"], "headers": headers, "body": body}
        answer["context"] = {"operation_name": operation.name}
        code = create_parser(protocol).parse(answer, operation.output_shape)["Error"]["Code"]
        declared = {shape.error_code for shape in operation.error_shapes}
        declared |= {shape.name for shape in operation.error_shapes} | COMMON_ERRORS
        if operation.service_model.service_name == "s3":
            declared |= S3_ERRORS
        return code, [] if code in declared else [f"error {code} is not declared"]
    shape = operation.output_shape
    if shape and is_json:
        return None, violations(shape, from_json(shape, json.loads(body or b"{}")))
    return None, []


def main(path):
    operations, errors, problems = (collections.Counter() for _ in range(3))
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            operation, code, wrong = judge(line)
            name = f"{operation.service_model.service_name}:{operation.name}" if operation else "?"
            operations[name] += 1
            errors.update([f"{name} {code}"] if code else [])
            problems.update(f"{name}: {one}" for one in wrong)
    print(json.dumps({"operations": operations, "errors": errors, "problems": problems}))


if __name__ == "__main__":
    main(sys.argv[1])
