"""Judgements that need several rows. Nothing is written here."""
