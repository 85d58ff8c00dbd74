"""The letterbox: the one place of the public side where visitors write. It looks like public/, on which it stands."""
