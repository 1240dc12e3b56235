"""Methods that are written by hand."""
