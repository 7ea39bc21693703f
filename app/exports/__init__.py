"""Files for people and programs, built from plain values. Imports only the domain."""
