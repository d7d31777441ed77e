"""The floor of the house: tables and queries, a file a feature. Imports nothing from the floors above."""
