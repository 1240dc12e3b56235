"""From an OpenAPI document to a typed Python client and its tests."""
