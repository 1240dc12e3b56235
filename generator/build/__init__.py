"""Normalized document + names -> the Api: everything that is decided is decided here."""

from generator.build.api import Wishes, api

__all__ = ["Wishes", "api"]
