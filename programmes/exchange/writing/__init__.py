"""Rows to bytes: CSV, workbooks, JSON, receipts."""
