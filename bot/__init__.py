"""Liaison: the engagement bot of a partner Slack workspace. What it knows and decides, and the roof over the house."""
