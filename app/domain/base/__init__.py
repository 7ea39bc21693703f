"""What every subject needs: dates, hours, text, languages and worksheets."""
