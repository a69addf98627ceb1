"""Letters of record and letters of supporters: what they say, what they still lack, and how they are printed."""
