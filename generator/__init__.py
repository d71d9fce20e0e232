"""Explainer: articles and fact tables in, checked explainer pages out."""

__version__ = "0.1.0"
