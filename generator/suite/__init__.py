"""The generated test suite: fixtures, what varies between APIs, and the tests themselves, which are the same for all."""

from generator.cases.examples import Misstated
from generator.suite.files import misstated, suite, untested

__all__ = ["Misstated", "misstated", "suite", "untested"]
