"""What a scanned code gives away besides the check-in: the public calendar."""
