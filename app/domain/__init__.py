"""The rules, on plain frozen values. Standard library only."""
