"""What the operator does: backups, restoring them, and checks of the installation."""
