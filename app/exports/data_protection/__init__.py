"""The papers that a municipality signs, from docs/papirer, filled in for one installation."""
