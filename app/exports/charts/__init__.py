"""Charts: their content, and drawing them as SVG."""
