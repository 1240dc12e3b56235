"""The calls of `models`: what each method sends, as a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _checks as checks
from .. import models
from .._runtime.call import Call, segment
from .._runtime.decode import JsonDecoder
from .._runtime.encode import flat_body
from .._shapes import SHAPES

if TYPE_CHECKING:
    from .._runtime.client import AsyncClient, SyncClient


def create_model(
    client: SyncClient | AsyncClient,
    model_id: str,
    model: models.ModelInput,
    cluster: str | None,
    account_id: str | None,
) -> Call[models.Model]:
    """POST /v1/accounts/{account_id}/models"""
    return Call(
        operation="models.create",
        method="POST",
        template="/v1/accounts/{account_id}/models",
        path=(
            "/v1/accounts/",
            segment("account_id", client.parameter("account_id", account_id)),
            "/models",
        ),
        body=flat_body(
            SHAPES,
            "CreateModelBody",
            {
                "model_id": model_id,
                "model": model,
                "cluster": cluster,
            },
            checks.check_create_model_body,
        ),
        answers={
            "200": JsonDecoder(lambda: models.Model),
        },
        errors={
            **dict.fromkeys(
                ("400", "401", "403", "404", "409", "429", "499", "500", "501", "503", "504"),
                JsonDecoder(lambda: models.RpcStatus),
            ),
        },
    )
