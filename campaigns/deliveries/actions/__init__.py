"""What is done to deliveries."""
