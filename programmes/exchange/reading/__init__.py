"""Bytes to rows of text: containers, encodings, old alphabets, and what readers pass over."""
