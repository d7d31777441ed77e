"""Time's door: what runs when, and the delivery of the outbox to Slack."""
