"""What hangs on the wall: values in, a QR or a printable sheet out."""
