"""What Schemathesis cannot know from the OpenAPI document. Loaded by SCHEMATHESIS_HOOKS."""

from uuid import uuid4

import schemathesis

KEY = "Idempotency-Key"


@schemathesis.hook
def before_call(context, case, kwargs):
    """Gives each valid request its own key: a key belongs to one input, and the document's example is a fixed key."""
    if case.headers and KEY in case.headers and case.meta.generation.mode.is_positive:
        case.headers[KEY] = str(uuid4())
