"""Showing results: on the terminal, as a web page, as a workbook. Everything shown is made from the contract's objects.

`terminal`, `html` and `xlsx` are pure: objects in, text or bytes out. All of them show a coverage or a follow-up through
the same `view.Report`, and take every word from `catalogue/`. `files.write` puts the outcome on disk.
"""
