"""What could not be sent, told once to somebody who can mend it."""
