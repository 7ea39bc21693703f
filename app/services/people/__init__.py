"""Accounts, sessions, access and invitations."""
