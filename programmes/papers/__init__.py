"""What an office sends, signs and posts: each paper is declared once, as values and parts, and takes four forms.

`parts.py` is what papers are made of, `values.py` how a value is declared, `catalogue.py` names all papers, `forms/`
makes pages for screen and print, PDF and Word of what a paper says.
"""
