"""Files in, files out: bytes to text, text to rows, rows to facts and back."""
