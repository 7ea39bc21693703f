"""Set-up: partnerships, venues, activities, roles, codes, languages."""
