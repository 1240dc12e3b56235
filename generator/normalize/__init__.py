"""3.0, 3.1 and 3.2 -> one flat shape: what every later stage knows of the document."""

from generator.normalize.document import Unsupported, normalized
from generator.normalize.schema import Normal

__all__ = ["Normal", "Unsupported", "normalized"]
