"""Reading, writing and handing in logbooks."""
