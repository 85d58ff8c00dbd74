"""Plays the attacker over everything published: histories of hand-overs, and other worlds that look the same."""
