"""Posters and QR codes, made from plain values."""
