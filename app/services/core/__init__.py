"""What all services share: access checks, the venue profile, the health check."""
