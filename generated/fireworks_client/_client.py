"""The clients: one that blocks and one that is awaited, alike in all else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ._runtime.client import AsyncClient, Service, SyncClient
from ._runtime.credentials import Scheme
from ._runtime.rules import located, rules_of
from ._runtime.transport import AsyncTransport, Transport

if TYPE_CHECKING:
    from typing import Unpack

    import httpx2

    from ._runtime.options import RequestOptions
    from ._runtime.rules import Rule
    from .resources.models import AsyncModels, Models

SERVICE: Final = Service(
    package="fireworks_client",
    version="0.2.0",
    base_url="https://api.fireworks.ai",
    base_url_env="FIREWORKS_BASE_URL",
    schemes=(Scheme("bearer", "Authorization", "api_key", "FIREWORKS_API_KEY"),),
    parameters=(("account_id", "FIREWORKS_ACCOUNT_ID"),),
    needs_credential=True,
    rpc_errors=True,
    locate=located,
)


class Fireworks(SyncClient):
    """A client of Fireworks AI.

    Args:
        api_key: A Fireworks API key, sent as a bearer token. It is the token alone, sent behind "Bearer". Without
            it, FIREWORKS_API_KEY is read.
        account_id: Bare id of the account that the model belongs to, such as `my-account`. Without it,
            FIREWORKS_ACCOUNT_ID is read.
        base_url: Where the API is. Without it, FIREWORKS_BASE_URL is read, and then https://api.fireworks.ai.
        http_client: An HTTP client of your own to send with; it is not closed with this one.
        options: The defaults of every call, such as timeout and max_retries: see RequestOptions.

    Raises:
        ConfigurationError: No credential was given, or one that cannot be used.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        account_id: str | None = None,
        base_url: str | None = None,
        http_client: httpx2.Client | None = None,
        **options: Unpack[RequestOptions],
    ) -> None:
        given = {
            "api_key": api_key,
            "account_id": account_id,
        }
        super().__init__(SERVICE, Transport(http_client), given=given, base_url=base_url, options=options)

    def rules(self, operation: str) -> tuple[Rule, ...]:
        """What is asked of the requests of an operation ("models.create"), and who says so."""
        return rules_of(self, operation)

    @property
    def models(self) -> Models:
        """Models of an account."""
        from .resources.models import Models

        return Models(self)


class AsyncFireworks(AsyncClient):
    """A client of Fireworks AI.

    Args:
        api_key: A Fireworks API key, sent as a bearer token. It is the token alone, sent behind "Bearer". Without
            it, FIREWORKS_API_KEY is read.
        account_id: Bare id of the account that the model belongs to, such as `my-account`. Without it,
            FIREWORKS_ACCOUNT_ID is read.
        base_url: Where the API is. Without it, FIREWORKS_BASE_URL is read, and then https://api.fireworks.ai.
        http_client: An HTTP client of your own to send with; it is not closed with this one.
        options: The defaults of every call, such as timeout and max_retries: see RequestOptions.

    Raises:
        ConfigurationError: No credential was given, or one that cannot be used.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        account_id: str | None = None,
        base_url: str | None = None,
        http_client: httpx2.AsyncClient | None = None,
        **options: Unpack[RequestOptions],
    ) -> None:
        given = {
            "api_key": api_key,
            "account_id": account_id,
        }
        super().__init__(SERVICE, AsyncTransport(http_client), given=given, base_url=base_url, options=options)

    def rules(self, operation: str) -> tuple[Rule, ...]:
        """What is asked of the requests of an operation ("models.create"), and who says so."""
        return rules_of(self, operation)

    @property
    def models(self) -> AsyncModels:
        """Models of an account."""
        from .resources.models import AsyncModels

        return AsyncModels(self)
