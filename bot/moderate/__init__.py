"""`/moderate`: how alive a channel is, for those who keep it so, and what they have decided about it."""
