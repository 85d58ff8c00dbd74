"""What a cell means: columns, the words and names in them, and what is repaired."""
