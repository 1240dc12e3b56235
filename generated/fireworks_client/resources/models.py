"""Models of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._calls import models as calls
from .._runtime.client import (
    RawMethods,
    AsyncResource,
    Resource,
    async_raw_method,
    async_raw_pages,
    raw_method,
    raw_sender,
)
from .._runtime.omit import OMIT
from .._runtime.pages import AsyncPages, paged
from ..extensions import uploads as _uploads

if TYPE_CHECKING:
    from typing import Unpack

    from .. import models
    from .._runtime.options import RequestOptions
    from ..pages import models as pages


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

        Returns:
            The model as the server registered it.

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

    def list(
        self,
        *,
        page_size: int | None = None,
        page_token: str | None = None,
        filter: str | None = None,
        order_by: str | None = None,
        read_mask: str | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> pages.ListModelsPage:
        """List the models of an account.

        GET /v1/accounts/{account_id}/models (source: sibling)

        One page of the models that the filter lets through. All other parameters must stay as they are from page to
        page.

        Args:
            page_size: Most models on a page; more than 200 counts as 200. The server's default is 50.
            page_token: Which page, as `nextPageToken` of the page before it says; the first one without.
            filter: Which models, in the filter language of AIP-160, as in `kind="HF_PEFT_ADDON"`; all without.
            order_by: Fields to sort by, with commas between them and ` desc` behind those that run downwards, as in
                `createTime desc,name`. The server's default is name.
            read_mask: Names of the fields to answer with, with commas between them; empty or `*` for all.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            One page of models.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The filter, the order or the page token cannot be read.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not list models of this account.
            NotFoundError: There is no such account.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        from ..pages.models import ListModelsPage

        return self._client.send(
            paged(
                self._client,
                calls.list_models(self._client, page_size, page_token, filter, order_by, read_mask, account_id),
                calls.LIST_MODELS_PAGES,
                ListModelsPage,
                options,
            ),
            options,
        )

    def get(
        self,
        model_id: str,
        *,
        read_mask: str | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.Model:
        """Get a model.

        GET /v1/accounts/{account_id}/models/{model_id} (source: sibling)

        The model as it is now, with where it is deployed.

        Args:
            model_id: Bare id of the model, such as `my-model`.
            read_mask: Names of the fields to answer with, with commas between them; empty or `*` for all.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            The model.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not read the model.
            NotFoundError: There is no such model.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return self._client.send(calls.get_model(self._client, model_id, read_mask, account_id), options)

    def update(
        self,
        model_id: str,
        *,
        display_name: str = OMIT,
        description: str = OMIT,
        kind: models.KindInput = OMIT,
        github_url: str = OMIT,
        hugging_face_url: str = OMIT,
        base_model_details: models.BaseModelDetailsInput = OMIT,
        peft_details: models.PeftDetailsInput = OMIT,
        teft_details: models.TeftDetailsInput = OMIT,
        public: bool = OMIT,
        conversation_config: models.ConversationConfigInput = OMIT,
        context_length: int = OMIT,
        supports_image_input: bool = OMIT,
        supports_tools: bool = OMIT,
        default_draft_model: str = OMIT,
        default_draft_token_count: int = OMIT,
        deprecation_date: models.DateInput = OMIT,
        supports_lora: bool = OMIT,
        use_hf_apply_chat_template: bool = OMIT,
        training_context_length: int = OMIT,
        snapshot_type: models.SnapshotTypeInput = OMIT,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.Model:
        """Change a model.

        PATCH /v1/accounts/{account_id}/models/{model_id} (source: sibling)

        Changes what is given and leaves the rest. The fields are those of the model and keep its bounds; the
        conditions between fields that creating has do not hold for a part of a model. No field is known to take
        null: an empty value clears one.

        Args:
            model_id: Bare id of the model, such as `my-model`.
            display_name: Title for people to read, at most 63 characters. (at most 63 characters)
            description: Free text about the model, at most 999 characters. (at most 999 characters)
            kind: What sort of model this is, which decides the details that it needs. The server's default is
                HF_PEFT_ADDON.
            github_url: Address of the model's repository on GitHub.
            hugging_face_url: Address of the model on Hugging Face.
            base_model_details: What a base model needs; meant for HF_BASE_MODEL and no other kind.
            peft_details: What a PEFT addon needs; HF_TEFT_ADDON needs it too.
            teft_details: What a TEFT addon needs; meant for HF_TEFT_ADDON and no other kind.
            public: Whether everybody may read the model.
            conversation_config: How a conversation becomes a prompt; setting it opens the model to Chat
                Completions.
            context_length: Longest context that the model can take, presumably in tokens.
            supports_image_input: Whether a prompt may contain images.
            supports_tools: Whether a prompt may offer tools, which the model may then answer with calls of them.
            default_draft_model: Draft model that a new deployment starts with; empty leaves speculative decoding
                off.
            default_draft_token_count: Number of draft tokens that a new deployment starts with; goes with
                defaultDraftModel.
            deprecation_date: Day that ends the model's serverless deployment; unset while none is planned.
            supports_lora: Whether LoRA works with the model.
            use_hf_apply_chat_template: Whether Hugging Face's apply_chat_template turns a conversation into the
                prompt.
            training_context_length: Longest context that the model can take (in training, by its name), presumably
                in tokens.
            snapshot_type: Whether a snapshot is whole, or builds on an earlier one.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            The model after the change.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: A value is wrong, or cannot be changed now.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not change the model.
            NotFoundError: There is no such model.
            ConflictError: The model was changed by somebody else meanwhile.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return self._client.send(
            calls.update_model(
                self._client,
                model_id,
                display_name,
                description,
                kind,
                github_url,
                hugging_face_url,
                base_model_details,
                peft_details,
                teft_details,
                public,
                conversation_config,
                context_length,
                supports_image_input,
                supports_tools,
                default_draft_model,
                default_draft_token_count,
                deprecation_date,
                supports_lora,
                use_hf_apply_chat_template,
                training_context_length,
                snapshot_type,
                account_id,
            ),
            options,
        )

    def delete(
        self,
        model_id: str,
        *,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.Empty:
        """Delete a model.

        DELETE /v1/accounts/{account_id}/models/{model_id} (source: sibling)

        Args:
            model_id: Bare id of the model, such as `my-model`.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            The model is gone.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The model cannot be deleted now, as while it is deployed.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not delete the model.
            NotFoundError: There is no such model; after a repeated call an earlier attempt may have deleted it.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return self._client.send(calls.delete_model(self._client, model_id, account_id), options)

    def prepare(
        self,
        model_id: str,
        *,
        precision: models.PrecisionInput | None = None,
        read_mask: str | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.Empty:
        """Prepare a model for deployment in a precision.

        POST /v1/accounts/{account_id}/models/{model_id}:prepare (source: sibling)

        Args:
            model_id: Bare id of the model, such as `my-model`.
            precision: Precision that the model is to be deployed in.
            read_mask: Names of the fields to answer with, with commas between them; empty or `*` for all.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            The preparation is under way.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The model cannot be prepared for this precision.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not prepare the model.
            NotFoundError: There is no such model.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return self._client.send(calls.prepare_model(self._client, model_id, precision, read_mask, account_id), options)

    def get_upload_endpoint(
        self,
        model_id: str,
        *,
        filename_to_size: dict[str, str],
        enable_resumable_upload: bool | None = None,
        read_mask: str | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.GetModelUploadEndpointResponse:
        """Get the URLs to upload the files of a model to.

        POST /v1/accounts/{account_id}/models/{model_id}:getUploadEndpoint (source: sibling)

        Each file is then sent by PUT to its signed URL, with its size as Content-Length and, as `<size>,<size>`, in
        the header x-goog-content-length-range.

        Args:
            model_id: Bare id of the model, such as `my-model`.
            filename_to_size: Size in bytes of each file, in decimal digits, by its name.
            enable_resumable_upload: Asks for URLs of resumable uploads in place of a single PUT.
            read_mask: Names of the fields to answer with, with commas between them; empty or `*` for all.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            Where the files go.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The names or sizes are wrong, or the model takes no files now.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not upload to the model.
            NotFoundError: There is no such model.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return self._client.send(
            calls.get_model_upload_endpoint(
                self._client, model_id, filename_to_size, enable_resumable_upload, read_mask, account_id
            ),
            options,
        )

    def validate_upload(
        self,
        model_id: str,
        *,
        skip_hf_config_validation: bool | None = None,
        trust_remote_code: bool | None = None,
        config_only: bool | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.ValidateModelUploadResponse:
        """Validate the uploaded files of a model.

        GET /v1/accounts/{account_id}/models/{model_id}:validateUpload (source: sibling)

        Ends the upload: a model whose files were never validated stays in the state UPLOADING. While files are
        still landing the answer is FAILED_PRECONDITION, and the call is to be made again.

        Args:
            model_id: Bare id of the model, such as `my-model`.
            skip_hf_config_validation: Leaves the Hugging Face configuration unchecked.
            trust_remote_code: Lets the check of the Hugging Face configuration run code that comes with the model.
            config_only: Leaves tokenizer and names of parameters unchecked.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            The files are whole, and the model can be used.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The files are wrong, or (FAILED_PRECONDITION) still landing.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not validate the model.
            NotFoundError: There is no such model.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return self._client.send(
            calls.validate_model_upload(
                self._client, model_id, skip_hf_config_validation, trust_remote_code, config_only, account_id
            ),
            options,
        )

    def get_download_endpoint(
        self,
        model_id: str,
        *,
        read_mask: str | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.GetModelDownloadEndpointResponse:
        """Get the URLs to download the files of a model from.

        GET /v1/accounts/{account_id}/models/{model_id}:getDownloadEndpoint (source: sibling)

        Args:
            model_id: Bare id of the model, such as `my-model`.
            read_mask: Names of the fields to answer with, with commas between them; empty or `*` for all.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            Where the files are.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The model has no files to download.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not download the model.
            NotFoundError: There is no such model.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return self._client.send(
            calls.get_model_download_endpoint(self._client, model_id, read_mask, account_id), options
        )

    upload = _uploads.upload


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

        Returns:
            The model as the server registered it.

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

    def list(
        self,
        *,
        page_size: int | None = None,
        page_token: str | None = None,
        filter: str | None = None,
        order_by: str | None = None,
        read_mask: str | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> AsyncPages[pages.AsyncListModelsPage, models.Model]:
        """List the models of an account.

        GET /v1/accounts/{account_id}/models (source: sibling)

        One page of the models that the filter lets through. All other parameters must stay as they are from page to
        page.

        Args:
            page_size: Most models on a page; more than 200 counts as 200. The server's default is 50.
            page_token: Which page, as `nextPageToken` of the page before it says; the first one without.
            filter: Which models, in the filter language of AIP-160, as in `kind="HF_PEFT_ADDON"`; all without.
            order_by: Fields to sort by, with commas between them and ` desc` behind those that run downwards, as in
                `createTime desc,name`. The server's default is name.
            read_mask: Names of the fields to answer with, with commas between them; empty or `*` for all.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            One page of models.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The filter, the order or the page token cannot be read.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not list models of this account.
            NotFoundError: There is no such account.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        from ..pages.models import AsyncListModelsPage

        return AsyncPages(
            lambda: self._client.send(
                paged(
                    self._client,
                    calls.list_models(self._client, page_size, page_token, filter, order_by, read_mask, account_id),
                    calls.LIST_MODELS_PAGES,
                    AsyncListModelsPage,
                    options,
                ),
                options,
            )
        )

    async def get(
        self,
        model_id: str,
        *,
        read_mask: str | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.Model:
        """Get a model.

        GET /v1/accounts/{account_id}/models/{model_id} (source: sibling)

        The model as it is now, with where it is deployed.

        Args:
            model_id: Bare id of the model, such as `my-model`.
            read_mask: Names of the fields to answer with, with commas between them; empty or `*` for all.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            The model.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not read the model.
            NotFoundError: There is no such model.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return await self._client.send(calls.get_model(self._client, model_id, read_mask, account_id), options)

    async def update(
        self,
        model_id: str,
        *,
        display_name: str = OMIT,
        description: str = OMIT,
        kind: models.KindInput = OMIT,
        github_url: str = OMIT,
        hugging_face_url: str = OMIT,
        base_model_details: models.BaseModelDetailsInput = OMIT,
        peft_details: models.PeftDetailsInput = OMIT,
        teft_details: models.TeftDetailsInput = OMIT,
        public: bool = OMIT,
        conversation_config: models.ConversationConfigInput = OMIT,
        context_length: int = OMIT,
        supports_image_input: bool = OMIT,
        supports_tools: bool = OMIT,
        default_draft_model: str = OMIT,
        default_draft_token_count: int = OMIT,
        deprecation_date: models.DateInput = OMIT,
        supports_lora: bool = OMIT,
        use_hf_apply_chat_template: bool = OMIT,
        training_context_length: int = OMIT,
        snapshot_type: models.SnapshotTypeInput = OMIT,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.Model:
        """Change a model.

        PATCH /v1/accounts/{account_id}/models/{model_id} (source: sibling)

        Changes what is given and leaves the rest. The fields are those of the model and keep its bounds; the
        conditions between fields that creating has do not hold for a part of a model. No field is known to take
        null: an empty value clears one.

        Args:
            model_id: Bare id of the model, such as `my-model`.
            display_name: Title for people to read, at most 63 characters. (at most 63 characters)
            description: Free text about the model, at most 999 characters. (at most 999 characters)
            kind: What sort of model this is, which decides the details that it needs. The server's default is
                HF_PEFT_ADDON.
            github_url: Address of the model's repository on GitHub.
            hugging_face_url: Address of the model on Hugging Face.
            base_model_details: What a base model needs; meant for HF_BASE_MODEL and no other kind.
            peft_details: What a PEFT addon needs; HF_TEFT_ADDON needs it too.
            teft_details: What a TEFT addon needs; meant for HF_TEFT_ADDON and no other kind.
            public: Whether everybody may read the model.
            conversation_config: How a conversation becomes a prompt; setting it opens the model to Chat
                Completions.
            context_length: Longest context that the model can take, presumably in tokens.
            supports_image_input: Whether a prompt may contain images.
            supports_tools: Whether a prompt may offer tools, which the model may then answer with calls of them.
            default_draft_model: Draft model that a new deployment starts with; empty leaves speculative decoding
                off.
            default_draft_token_count: Number of draft tokens that a new deployment starts with; goes with
                defaultDraftModel.
            deprecation_date: Day that ends the model's serverless deployment; unset while none is planned.
            supports_lora: Whether LoRA works with the model.
            use_hf_apply_chat_template: Whether Hugging Face's apply_chat_template turns a conversation into the
                prompt.
            training_context_length: Longest context that the model can take (in training, by its name), presumably
                in tokens.
            snapshot_type: Whether a snapshot is whole, or builds on an earlier one.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            The model after the change.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: A value is wrong, or cannot be changed now.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not change the model.
            NotFoundError: There is no such model.
            ConflictError: The model was changed by somebody else meanwhile.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return await self._client.send(
            calls.update_model(
                self._client,
                model_id,
                display_name,
                description,
                kind,
                github_url,
                hugging_face_url,
                base_model_details,
                peft_details,
                teft_details,
                public,
                conversation_config,
                context_length,
                supports_image_input,
                supports_tools,
                default_draft_model,
                default_draft_token_count,
                deprecation_date,
                supports_lora,
                use_hf_apply_chat_template,
                training_context_length,
                snapshot_type,
                account_id,
            ),
            options,
        )

    async def delete(
        self,
        model_id: str,
        *,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.Empty:
        """Delete a model.

        DELETE /v1/accounts/{account_id}/models/{model_id} (source: sibling)

        Args:
            model_id: Bare id of the model, such as `my-model`.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            The model is gone.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The model cannot be deleted now, as while it is deployed.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not delete the model.
            NotFoundError: There is no such model; after a repeated call an earlier attempt may have deleted it.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return await self._client.send(calls.delete_model(self._client, model_id, account_id), options)

    async def prepare(
        self,
        model_id: str,
        *,
        precision: models.PrecisionInput | None = None,
        read_mask: str | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.Empty:
        """Prepare a model for deployment in a precision.

        POST /v1/accounts/{account_id}/models/{model_id}:prepare (source: sibling)

        Args:
            model_id: Bare id of the model, such as `my-model`.
            precision: Precision that the model is to be deployed in.
            read_mask: Names of the fields to answer with, with commas between them; empty or `*` for all.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            The preparation is under way.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The model cannot be prepared for this precision.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not prepare the model.
            NotFoundError: There is no such model.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return await self._client.send(
            calls.prepare_model(self._client, model_id, precision, read_mask, account_id), options
        )

    async def get_upload_endpoint(
        self,
        model_id: str,
        *,
        filename_to_size: dict[str, str],
        enable_resumable_upload: bool | None = None,
        read_mask: str | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.GetModelUploadEndpointResponse:
        """Get the URLs to upload the files of a model to.

        POST /v1/accounts/{account_id}/models/{model_id}:getUploadEndpoint (source: sibling)

        Each file is then sent by PUT to its signed URL, with its size as Content-Length and, as `<size>,<size>`, in
        the header x-goog-content-length-range.

        Args:
            model_id: Bare id of the model, such as `my-model`.
            filename_to_size: Size in bytes of each file, in decimal digits, by its name.
            enable_resumable_upload: Asks for URLs of resumable uploads in place of a single PUT.
            read_mask: Names of the fields to answer with, with commas between them; empty or `*` for all.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            Where the files go.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The names or sizes are wrong, or the model takes no files now.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not upload to the model.
            NotFoundError: There is no such model.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return await self._client.send(
            calls.get_model_upload_endpoint(
                self._client, model_id, filename_to_size, enable_resumable_upload, read_mask, account_id
            ),
            options,
        )

    async def validate_upload(
        self,
        model_id: str,
        *,
        skip_hf_config_validation: bool | None = None,
        trust_remote_code: bool | None = None,
        config_only: bool | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.ValidateModelUploadResponse:
        """Validate the uploaded files of a model.

        GET /v1/accounts/{account_id}/models/{model_id}:validateUpload (source: sibling)

        Ends the upload: a model whose files were never validated stays in the state UPLOADING. While files are
        still landing the answer is FAILED_PRECONDITION, and the call is to be made again.

        Args:
            model_id: Bare id of the model, such as `my-model`.
            skip_hf_config_validation: Leaves the Hugging Face configuration unchecked.
            trust_remote_code: Lets the check of the Hugging Face configuration run code that comes with the model.
            config_only: Leaves tokenizer and names of parameters unchecked.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            The files are whole, and the model can be used.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The files are wrong, or (FAILED_PRECONDITION) still landing.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not validate the model.
            NotFoundError: There is no such model.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return await self._client.send(
            calls.validate_model_upload(
                self._client, model_id, skip_hf_config_validation, trust_remote_code, config_only, account_id
            ),
            options,
        )

    async def get_download_endpoint(
        self,
        model_id: str,
        *,
        read_mask: str | None = None,
        account_id: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> models.GetModelDownloadEndpointResponse:
        """Get the URLs to download the files of a model from.

        GET /v1/accounts/{account_id}/models/{model_id}:getDownloadEndpoint (source: sibling)

        Args:
            model_id: Bare id of the model, such as `my-model`.
            read_mask: Names of the fields to answer with, with commas between them; empty or `*` for all.
            account_id: Bare id of the account that the model belongs to, such as `my-account`.

        Returns:
            Where the files are.

        Raises:
            RequestValidationError: The request breaks a rule; nothing was sent.
            BadRequestError: The model has no files to download.
            AuthenticationError: The API key is missing or not known.
            PermissionDeniedError: The API key may not download the model.
            NotFoundError: There is no such model.
            RateLimitError: A rate limit or quota is used up.
            APIError: Any other failure of the call.
        """
        return await self._client.send(
            calls.get_model_download_endpoint(self._client, model_id, read_mask, account_id), options
        )

    upload = _uploads.async_upload


class ModelsWithRawResponse(RawMethods):
    """The methods of `Models`, each giving the answer before it is read."""

    def __init__(self, raw: Models) -> None:
        self.create = raw_method(raw.create)
        self.list = raw_method(raw.list)
        self.get = raw_method(raw.get)
        self.update = raw_method(raw.update)
        self.delete = raw_method(raw.delete)
        self.prepare = raw_method(raw.prepare)
        self.get_upload_endpoint = raw_method(raw.get_upload_endpoint)
        self.validate_upload = raw_method(raw.validate_upload)
        self.get_download_endpoint = raw_method(raw.get_download_endpoint)


class AsyncModelsWithRawResponse(RawMethods):
    """The methods of `AsyncModels`, each giving the answer before it is read."""

    def __init__(self, raw: AsyncModels) -> None:
        self.create = async_raw_method(raw.create)
        self.list = async_raw_pages(raw.list)
        self.get = async_raw_method(raw.get)
        self.update = async_raw_method(raw.update)
        self.delete = async_raw_method(raw.delete)
        self.prepare = async_raw_method(raw.prepare)
        self.get_upload_endpoint = async_raw_method(raw.get_upload_endpoint)
        self.validate_upload = async_raw_method(raw.validate_upload)
        self.get_download_endpoint = async_raw_method(raw.get_download_endpoint)
