"""Import earlier counts from spreadsheets."""
