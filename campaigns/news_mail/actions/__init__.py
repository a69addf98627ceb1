"""What is done with a sending of news."""
