"""One decision a file: check who asks, call the formulas, write in one transaction, say what was done."""
