"""From a scan to a visit, and the visitor's own visit."""
