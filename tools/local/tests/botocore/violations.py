"""What a service model says against a value."""

import regex
from botocore.validate import ParamValidator

# Java writes the characters beyond 16 bits as pairs.
JAVA_PAIRS = r"\uD800\uDC00-\uDBFF\uDFFF"


def violations(shape, value):
    """Types, required and unknown members by botocore's own validator; lengths, patterns and choices by `_constraints`."""
    report = ParamValidator().validate(value, shape)
    return report.generate_report().splitlines() + list(_constraints(shape, value, shape.name))


def _constraints(shape, value, at):
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        for name, inner in value.items():
            if name in shape.members:
                yield from _constraints(shape.members[name], inner, f"{at}.{name}")
    elif kind == "list" and isinstance(value, list):
        yield from _size(shape, len(value), at)
        for index, inner in enumerate(value):
            yield from _constraints(shape.member, inner, f"{at}[{index}]")
    elif kind == "map" and isinstance(value, dict):
        yield from _size(shape, len(value), at)
        for key, inner in value.items():
            yield from _constraints(shape.key, key, f"a key of {at}")
            yield from _constraints(shape.value, inner, f"{at}.{key}")
    elif kind == "string" and isinstance(value, str):
        yield from _size(shape, len(value), at)
        pattern = shape.metadata.get("pattern")
        if pattern and not _matches(pattern, value):
            yield f"{at} does not match {pattern}: {value!r}"
        if shape.enum and value not in shape.enum:
            yield f"{at} is none of {shape.enum}: {value!r}"
    elif kind == "blob" and isinstance(value, bytes):
        yield from _size(shape, len(value), at)
    elif kind in ("integer", "long") and isinstance(value, int):
        yield from _size(shape, value, at)


def _size(shape, size, at):
    """The validator of botocore knows the least size, but not the greatest."""
    greatest = shape.metadata.get("max")
    if greatest is not None and size > float(greatest):
        yield f"{at} is {size}, more than {greatest}"


def _matches(pattern, value):
    # `re` knows no classes of Unicode, which Java's patterns use.
    return regex.fullmatch(pattern.replace(JAVA_PAIRS, r"\U00010000-\U0010FFFF"), value, regex.DOTALL)
