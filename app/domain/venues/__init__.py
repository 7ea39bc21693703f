"""Set-up: venues, activities, roles and codes."""
