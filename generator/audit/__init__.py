"""A captured docs page against the spec that was transcribed from it: what each says on its own, and where they differ."""
