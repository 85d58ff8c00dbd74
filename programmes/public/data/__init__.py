"""Open data: tidy tables described once; files, catalogues, addresses for programs made from the description."""
