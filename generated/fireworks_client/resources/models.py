"""Models of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._calls import models as calls
from .._runtime.client import AsyncResource, Resource, async_raw_method, raw_method, raw_sender
from .._runtime.omit import OMIT

if TYPE_CHECKING:
    from typing import Unpack

    from .. import models
    from .._runtime.options import RequestOptions


class Models(Resource):
    """Models of an account."""

    @property
    def with_raw_response(self) -> ModelsWithRawResponse:
        """The same methods, each giving the answer before it is read."""
        return ModelsWithRawResponse(Models(raw_sender(self._client)))

    def create(
        self,
        *,
        model_id: str,
        model: models.ModelInput = OMIT,
        cluster: str | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.Model:
        """Create a model.

        POST /v1/accounts/{account_id}/models (docs: create-model)

        Registers a model in the account under an id of your choice. A repeated call is not harmless: there is no
        idempotency key, and an id can be taken only once.

        Args:
            model_id: Id that the model gets, unique within the account.
            model: What the model is; the server decides all that is left out.
            cluster: Where to put the model: the resource name of a BYOC cluster, as in
                `accounts/my-account/clusters/c`; empty for a cluster of Fireworks.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The request is malformed, or the account is not in a state to carry it out.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not create models in this account.
            NotFoundError: The account, or something that the request names, does not exist.
            ConflictError: The id exists. After a repeated call, an earlier attempt may have created it.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return self._client.send(calls.create_model(self._client, model_id, model, cluster, account_id), options)


class AsyncModels(AsyncResource):
    """Models of an account."""

    @property
    def with_raw_response(self) -> AsyncModelsWithRawResponse:
        """The same methods, each giving the answer before it is read."""
        return AsyncModelsWithRawResponse(AsyncModels(raw_sender(self._client)))

    async def create(
        self,
        *,
        model_id: str,
        model: models.ModelInput = OMIT,
        cluster: str | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.Model:
        """Create a model.

        POST /v1/accounts/{account_id}/models (docs: create-model)

        Registers a model in the account under an id of your choice. A repeated call is not harmless: there is no
        idempotency key, and an id can be taken only once.

        Args:
            model_id: Id that the model gets, unique within the account.
            model: What the model is; the server decides all that is left out.
            cluster: Where to put the model: the resource name of a BYOC cluster, as in
                `accounts/my-account/clusters/c`; empty for a cluster of Fireworks.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The request is malformed, or the account is not in a state to carry it out.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not create models in this account.
            NotFoundError: The account, or something that the request names, does not exist.
            ConflictError: The id exists. After a repeated call, an earlier attempt may have created it.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return await self._client.send(calls.create_model(self._client, model_id, model, cluster, account_id), options)


class ModelsWithRawResponse:
    """The methods of `Models`, each giving the answer before it is read."""

    def __init__(self, raw: Models) -> None:
        self.create = raw_method(raw.create)


class AsyncModelsWithRawResponse:
    """The methods of `AsyncModels`, each giving the answer before it is read."""

    def __init__(self, raw: AsyncModels) -> None:
        self.create = async_raw_method(raw.create)
