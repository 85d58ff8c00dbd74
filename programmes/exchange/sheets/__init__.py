"""What a sheet means: where its list is, which column is what, which rows are lines of it."""
