"""Groups: which there are, asking to join one, and bringing people in, one by one or many at once."""
