"""For tests of programs that use this package: a fake server, and a factory for each class of objects.

    server = FakeServer()
    client = server.client()

Nothing of the package itself imports this.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, Unpack

from .._client import AsyncFireworks, Fireworks
from .._runtime.options import RequestOptions
from ._fake.document import loaded
from ._fake.schema import Fault
from ._fake.server import IgnoredParameterWarning, Request, Server
from .factories import (
    make_base_model_details,
    make_base_model_details_input,
    make_conversation_config,
    make_conversation_config_input,
    make_date,
    make_date_input,
    make_deployed_model_ref,
    make_empty,
    make_get_model_download_endpoint_response,
    make_get_model_upload_endpoint_response,
    make_list_models_response,
    make_model,
    make_model_input,
    make_peft_details,
    make_peft_details_input,
    make_rpc_status,
    make_rpc_status_details_item,
    make_status,
    make_teft_details,
    make_teft_details_input,
    make_validate_model_upload_response,
)

Operation: TypeAlias = Literal[
    "models.create",
    "models.list",
    "models.get",
    "models.update",
    "models.delete",
    "models.prepare",
    "models.get_upload_endpoint",
    "models.validate_upload",
    "models.get_download_endpoint",
]
"""The operations of the API, by the names of their methods."""

__all__ = [
    "FakeServer",
    "Fault",
    "IgnoredParameterWarning",
    "Operation",
    "Request",
    "make_base_model_details",
    "make_base_model_details_input",
    "make_conversation_config",
    "make_conversation_config_input",
    "make_date",
    "make_date_input",
    "make_deployed_model_ref",
    "make_empty",
    "make_get_model_download_endpoint_response",
    "make_get_model_upload_endpoint_response",
    "make_list_models_response",
    "make_model",
    "make_model_input",
    "make_peft_details",
    "make_peft_details_input",
    "make_rpc_status",
    "make_rpc_status_details_item",
    "make_status",
    "make_teft_details",
    "make_teft_details_input",
    "make_validate_model_upload_response",
]


class FakeServer(Server[Operation]):
    """A server in the memory of a test: it checks requests, keeps what is created, answers, and records.

    `requests` holds every request, oldest first. `things` holds what was created, by path: read it, change it, or put
    things there with `add`. With `strict`, what only warns in the client is refused, too, and so is a parameter that the
    document does not know.
    """

    def __init__(self, *, strict: bool = False) -> None:
        super().__init__(loaded(__name__), strict=strict)

    def client(self, **options: Unpack[RequestOptions]) -> Fireworks:
        """A client whose requests end here."""
        return Fireworks(
            api_key="test-key",
            account_id="my-account",
            base_url=self.base_url,
            http_client=self.http_client(),
            **options,
        )

    def async_client(self, **options: Unpack[RequestOptions]) -> AsyncFireworks:
        """An async client whose requests end here."""
        return AsyncFireworks(
            api_key="test-key",
            account_id="my-account",
            base_url=self.base_url,
            http_client=self.async_http_client(),
            **options,
        )
