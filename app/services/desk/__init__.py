"""A coordinator's first page: what needs somebody."""
