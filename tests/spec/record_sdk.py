"""Records what the vendor's SDK sends, call by call, into `sdk_requests.json` beside this file.

Run it in an environment that has the SDK (`pip install fireworks-ai`), which is no dependency of this project:

    python tests/spec/record_sdk.py

The requests go to a server on 127.0.0.1 that answers each with `{}`, or with the pages that a call asks for.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("sdk_requests.json")
ODD = "a b/c?d=é&x%2F+~"
WHOLE_MODEL: dict[str, Any] = {
    "display_name": "My é 🙂 model",
    "description": "",
    "kind": "HF_BASE_MODEL",
    "github_url": "https://github.com/a/b",
    "hugging_face_url": "https://huggingface.co/a/b",
    "base_model_details": {
        "world_size": 2,
        "checkpoint_format": "HUGGINGFACE",
        "parameter_count": "9007199254740993",
        "moe": False,
        "tunable": True,
        "model_type": "llama",
        "supports_fireattention": True,
        "supports_mtp": False,
    },
    "peft_details": {
        "base_model": "accounts/fireworks/models/m",
        "r": 16,
        "target_modules": ["q_proj", "v_proj"],
        "merge_addon_model_name": "accounts/my-account/models/n",
    },
    "teft_details": {},
    "public": False,
    "conversation_config": {"style": "jinja", "system": "be kind", "template": "{{ messages }}\n"},
    "context_length": 0,
    "supports_image_input": True,
    "supports_tools": False,
    "default_draft_model": "",
    "default_draft_token_count": 4,
    "deprecation_date": {"year": 2027, "month": 1, "day": 31},
    "supports_lora": True,
    "use_hf_apply_chat_template": False,
    "training_context_length": 8192,
    "snapshot_type": "FULL_SNAPSHOT",
}
CALLS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("create an id", "create", {"model_id": "m"}),
    ("create everything", "create", {"model_id": "m", "cluster": "accounts/a/clusters/c", "model": WHOLE_MODEL}),
    ("create in another account", "create", {"model_id": "m", "account_id": "other", "model": {"kind": "CUSTOM_MODEL"}}),
    ("create an empty model", "create", {"model_id": "m", "model": {}}),
    ("create with more body", "create", {"model_id": "m", "extra_body": {"new": [1, None]}}),
    ("create with more query", "create", {"model_id": "m", "extra_query": {"debug": "a b"}}),
    ("create with None", "create", {"model_id": "m", "cluster": None}),
    ("list", "list", {}),
    ("list everything", "list", {"filter": 'kind="HF_PEFT_ADDON" AND a:b', "order_by": "createTime desc,name",
                                 "page_size": 200, "page_token": "t/1+=", "read_mask": "name,state"}),
    ("list nothing of note", "list", {"filter": "", "page_size": 0, "account_id": "other"}),
    ("list all pages", "list", {"page_size": 2, "filter": "x"}),
    ("list past an empty page", "list", {"page_size": 3}),
    ("get", "get", {"model_id": "m"}),
    ("get an odd id", "get", {"model_id": ODD}),
    ("get a part", "get", {"model_id": "m", "read_mask": "*", "account_id": "other"}),
    ("update nothing", "update", {"model_id": "m"}),
    ("update a name", "update", {"model_id": "m", "display_name": "n"}),
    ("update to empty values", "update", {"model_id": "m", "description": "", "public": False, "context_length": 0}),
    ("update everything", "update", {"model_id": "m", **WHOLE_MODEL}),
    ("update a name to null", "update", {"model_id": "m", "extra_body": {"displayName": None}}),
    ("delete", "delete", {"model_id": "m"}),
    ("delete an odd id", "delete", {"model_id": ODD, "account_id": ODD}),
    ("prepare", "prepare", {"model_id": "m"}),
    ("prepare in a precision", "prepare", {"model_id": "m", "precision": "FP8", "read_mask": "name"}),
    ("get an upload endpoint", "get_upload_endpoint", {"model_id": "m", "filename_to_size": {"a/b.json": "12"}}),
    ("get an upload endpoint to resume", "get_upload_endpoint", {
        "model_id": "m", "filename_to_size": {}, "enable_resumable_upload": True, "read_mask": "*"}),
    ("validate an upload", "validate_upload", {"model_id": "m"}),
    ("validate an upload in part", "validate_upload", {
        "model_id": "m", "config_only": True, "skip_hf_config_validation": False, "trust_remote_code": True}),
    ("get a download endpoint", "get_download_endpoint", {"model_id": "m"}),
    ("get a part of a download endpoint", "get_download_endpoint", {"model_id": "m", "read_mask": "*"}),
)  # fmt: skip
PAGES: dict[str, dict[str, dict[str, Any]]] = {
    "list all pages": {
        "": {"models": [{"name": "a"}, {"name": "b"}], "nextPageToken": "t/1"},
        "t/1": {"models": [{"name": "c"}], "nextPageToken": ""},
    },
    "list past an empty page": {
        "": {"models": [{"name": "a"}], "nextPageToken": "t1"},
        "t1": {"models": [], "nextPageToken": "t2"},
        "t2": {"models": [{"name": "b"}]},
    },
}


def listened(pages: dict[str, dict[str, Any]], seen: list[dict[str, Any]]) -> ThreadingHTTPServer:
    """A server that notes requests in `seen` and answers with the page of the token that they ask with."""
    from urllib.parse import parse_qs

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            path, _, query = self.path.partition("?")
            content = self.rfile.read(int(self.headers.get("content-length") or 0))
            request: dict[str, Any] = {"method": self.command, "path": path, "query": query}
            seen.append({**request, **({"body": json.loads(content)} if content else {})})
            token = parse_qs(query).get("pageToken", [""])[0]
            answer = json.dumps(pages.get(token, {})).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PATCH = do_DELETE = do

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server


def requests_of(client_class: Any, name: str, method: str, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    """What a call of a client sends; pages are walked to their end."""
    seen: list[dict[str, Any]] = []
    server = listened(PAGES.get(name, {}), seen)
    client = client_class(api_key="k", account_id="my-account", base_url=f"http://127.0.0.1:{server.server_port}")
    answer = getattr(client.models, method)(**arguments)
    if name in PAGES:
        list(answer)
    client.close()
    server.shutdown()
    server.server_close()
    return seen


def main() -> None:
    """Write the file."""
    sdk = importlib.import_module("fireworks")
    recorded = [
        {
            "call": name,
            "method": method,
            "arguments": arguments,
            "requests": requests_of(sdk.Fireworks, name, method, arguments),
        }
        for name, method, arguments in CALLS
    ]
    content = {
        "sdk": f"fireworks-ai {importlib.metadata.version('fireworks-ai')}",
        "made by": Path(__file__).name,
        "calls": recorded,
    }
    FILE.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
