"""Earlier counts, read from spreadsheets."""
