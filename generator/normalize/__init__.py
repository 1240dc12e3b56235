"""3.0, 3.1 and 3.2 -> one flat shape: what every later stage knows of the document."""

from generator.normalize.document import normalize
from generator.normalize.schema import Normal

__all__ = ["Normal", "normalize"]
