"""Values in, bytes out: files for people and programs. Imports the domain only."""
