"""Whether the generated suite notices a wrong client: faults are put into the package, one at a time, and the suite run.

Nothing here is shared with what makes the fixtures: a mutant comes from the syntax tree of the printed code alone.
"""
