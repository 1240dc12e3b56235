"""Two states of an API -> classified changes, the version that they deserve, and what the changelog says of them."""
