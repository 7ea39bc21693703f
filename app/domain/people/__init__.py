"""Accounts and access: who may do what, where."""
