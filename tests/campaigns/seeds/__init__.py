"""What the two source documents say, block by block, and how to find those blocks in files and on pages."""
