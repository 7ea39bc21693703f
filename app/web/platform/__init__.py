"""Shared by all pages: access, forms, errors, headers, language, sessions, static files."""
