"""The form in which we write JSON files for people to read and git to compare."""

import json


def json_bytes(value: object, *, sort_keys: bool = False) -> bytes:
    """The value as JSON in UTF-8, one member a line, with a line feed at its end."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=sort_keys)
    return (text + "\n").encode()
