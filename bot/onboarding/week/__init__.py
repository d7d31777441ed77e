"""The week's card for the Secretariat: who came, got going, got stuck, and whom to write to."""
