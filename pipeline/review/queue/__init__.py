"""What needs eyes, and in which order."""
