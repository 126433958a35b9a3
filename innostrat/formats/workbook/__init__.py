"""A document as an Excel workbook: a sheet a table, numbers as numbers, sums as formulas."""
