"""Who is in the workspace and in which channel, kept in step with Slack: by events, at start, on reconnection, nightly."""
