"""Looks at what people read or scan: PDF, HTML and SVG files, pictures and the codes in them."""
