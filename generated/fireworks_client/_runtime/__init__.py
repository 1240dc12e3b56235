"""The part of the package that is the same for every API: copied verbatim, knows no API by name."""
