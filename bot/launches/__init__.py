"""The day on which a group is invited: planned, gone through by the clock, and followed by its moderators."""
