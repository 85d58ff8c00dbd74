"""The lines of a gift file judged: by themselves, against one another, against the books."""
