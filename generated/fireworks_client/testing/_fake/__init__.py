"""The fake server behind `testing`: the same for every API; what it knows of this one stands in api.json."""
