"""Setting up venues, activities, roles and codes."""
