"""Files → text, and YAML → words with their places: strict, and never an exception for bad content."""
