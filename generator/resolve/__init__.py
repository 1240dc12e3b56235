"""An entry file and all files that it refers to, joined into one document in which every reference is local."""

from generator.resolve.document import Document, Mend, Page
from generator.resolve.items import Item
from generator.resolve.opening import resolve

__all__ = ["Document", "Item", "Mend", "Page", "resolve"]
