"""Newcomers whom nobody has greeted: their moderators are told, and one says “I will”."""
