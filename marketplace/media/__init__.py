"""Pictures and documents: intake, safe decoding, sizes, storage."""
