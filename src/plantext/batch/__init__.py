"""Batch: the same judgements over many files, in several processes, stored and resumable. See `plantext.api.audit`."""
