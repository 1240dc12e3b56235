"""Groups of operations: the attributes of a client."""
