"""Taking names, or a whole campaign, off the site at once; two persons bring them back."""
