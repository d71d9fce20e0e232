"""Links, files, feeds and archives → articles in ``content/``: the only place that asks the web.

``adding`` is the whole of it. Nothing is imported here: who reads the records of an archive needs neither
what reads pages nor what fetches them.
"""
