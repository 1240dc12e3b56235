"""The kinds of mutants are told where they are asked for."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from generator.commands import main, prove
from generator.inputs import ROOT
from generator.options import MUTANTS, parser
from generator.prove.mutants import mutants_of


def test_the_kinds_of_the_help_are_those_of_the_mutants() -> None:
    assert {each.kind for each in mutants_of(Path(ROOT, "generated"), "fireworks_client")} == set(MUTANTS)


def test_the_help_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["prove", "--help"])
    assert "the kinds: alias, auth," in " ".join(capsys.readouterr().out.split())


def test_a_kind_that_is_none_is_answered_with_the_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    options: argparse.Namespace = parser().parse_args(["prove", "openapi.yaml", "--only", "models.delete"])
    assert prove.proved(options, Path(ROOT, "generated"), "fireworks_client") == 2
    told = capsys.readouterr().err
    assert told.startswith("prove: no mutant is of kind models.delete; the kinds are alias, auth, backoff,")
