"""Answers that are one page of several: each is iterated across the pages behind it."""
