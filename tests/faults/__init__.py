"""What is left behind when something breaks in the middle."""
