"""Writing the mail of the outbox, and sending it. No page is here."""
