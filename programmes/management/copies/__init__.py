"""Copies of the books: one database and the files that it names, taken at one moment, and put back whole."""
