"""What `<package>.testing` answers from: the document as data for a fake server, and samples for factories.

The room reads the raw document, as `cases` does, so that the fake server shares nothing with the client that it tests.
"""

from generator.fakes.files import fakes

__all__ = ["fakes"]
