"""What all services share: lookup, the venue profile, health."""
