"""Reports of a month or a longer period, with small numbers hidden."""
