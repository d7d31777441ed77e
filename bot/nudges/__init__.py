"""Nudges: a word to a channel's moderators before silence sets in."""
