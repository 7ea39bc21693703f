"""Accounts, access rights and passwords."""
