"""The forms that a paper takes; each is told a `Sheet` and knows no paper by name."""
