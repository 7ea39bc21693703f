"""The outbox, and handing mail over to a server."""
