"""What serves every page: access, forms, errors, headers, language, sessions, static files."""
