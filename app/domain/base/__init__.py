"""Rules shared by all subjects: dates, opening hours, text, languages and worksheets."""
