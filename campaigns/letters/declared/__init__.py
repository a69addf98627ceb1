"""The kinds of letters, one small file each: to whom, in which languages, which parts in which order."""
