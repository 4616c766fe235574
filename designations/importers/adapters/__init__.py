"""One adapter a format: bytes of a list file in, entries out."""
