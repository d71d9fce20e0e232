"""What a sentence says: text in, spans with their meaning out.

Each module finds one kind of thing with an ordered list of small named rules.
The words the rules know are data files in ``lexicon/``.
"""
