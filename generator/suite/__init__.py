"""The generated test suite: fixtures, what varies between APIs, and the tests themselves, which are the same for all."""

from generator.suite.files import suite, untested

__all__ = ["suite", "untested"]
