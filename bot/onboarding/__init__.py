"""Onboarding into the workspace and its channels: a welcome for who comes, a word to those who moderate."""
