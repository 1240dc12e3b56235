"""The generated tests: what the document says, held against the client. Run them with pytest."""
