"""Mail: what is sent, when it is tried again, and how it reads."""
