"""Documents of any content, and the file formats that they are written to."""
