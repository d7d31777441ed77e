"""The first weeks of somebody new: a checklist that ticks itself, and two reminders at most."""
