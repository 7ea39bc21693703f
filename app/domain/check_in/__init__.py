"""The public calendar behind a scanned code."""
