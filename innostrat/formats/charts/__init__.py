"""Figures drawn as SVG: one module a kind of chart, each from the figure alone."""
