"""From each line of a captured page to its place in the spec, to the check, and to the fixtures that fail without it."""
