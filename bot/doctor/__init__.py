"""Says in words what is missing: settings, database, token, permissions, channels, workers."""
