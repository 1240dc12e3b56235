"""ConversationConfig as it is received and ConversationConfigInput as it is sent, with all that belongs to it."""

from __future__ import annotations

from typing import Required, TypedDict

from .._runtime.model import ResponseModel


class ConversationConfig(ResponseModel):
    """How the messages of a conversation become one prompt."""

    style: str | None = None
    """Name of the prompt's style; `jinja` takes the template given beside it."""
    system: str | None = None
    """System prompt that conversations start with."""
    template: str | None = None
    """Jinja template of the prompt, used when the style is `jinja`."""

    def to_input(self) -> ConversationConfigInput:
        """The fields that may be sent, as they came."""
        return self._input(ConversationConfigInput)


class ConversationConfigInput(TypedDict, total=False):
    """How the messages of a conversation become one prompt."""

    style: Required[str]
    """Name of the prompt's style; `jinja` takes the template given beside it."""
    system: str
    """System prompt that conversations start with."""
    template: str
    """Jinja template of the prompt, used when the style is `jinja`."""
