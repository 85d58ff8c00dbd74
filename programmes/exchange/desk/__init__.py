"""From upload to stored: take a file in, preview it, ask, store it, forget it."""
