"""Evaluation: the program measured on annotated documents (corpus/ and any folder of the same layout)."""
