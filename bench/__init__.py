"""Benchmarks. See README.md in this folder; nothing here is part of the application."""
