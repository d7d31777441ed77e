"""Sentences that say when and where something is, in English, French and Spanish, as people type them.

A small grammar of tables: each file reads one thing, takes out what it has understood, and what remains is the title.
"""
