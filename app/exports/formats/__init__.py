"""Documents and files of any content: what a document says, and how each format writes it."""
