"""What an organisation's paper looks like: logo, size, window of the envelope, pictures of signatures."""
