"""What signs a URL is taken out of texts that are shown: whoever reads it may do what the URL allows."""

from __future__ import annotations

import json
import re
from typing import Any

# In the query of a URL, in JSON or HTML too, which write "&" in other ways. AWS, Google, Azure, CloudFront, Alibaba, Tencent.
_SIGNING = re.compile(
    r"((?:[?&]|&amp;|\\u0026)"
    r"(?:(?:x-[a-z]+-|q-)?(?:signature|credential|security-token)|sig|token|access_token|policy|key-pair-id|[a-z]*accesskeyid)"
    r"=)[^&#\s\"'<>\\]+",
    re.IGNORECASE,
)


def unsigned(text: str) -> str:
    """The text with "[redacted]" for whatever looks like the signature, the credential or the token of a URL."""
    return _SIGNING.sub(r"\1[redacted]", text)


def unsigned_bytes(content: bytes) -> bytes:
    """The same for bytes of any encoding that has ASCII in it."""
    return unsigned(content.decode("latin-1")).encode("latin-1")


def unsigned_tree(value: Any) -> Any:
    """The same for the strings of a JSON value; any other value is returned as it is."""
    return (
        json.loads(unsigned(json.dumps(value, ensure_ascii=False))) if isinstance(value, (str, list, dict)) else value
    )
